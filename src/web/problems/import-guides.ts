import type { ProblemGuide } from './problem-guides.js';

/** Guides to what stands in the way of loading a file. */
export const IMPORT_GUIDES: Readonly<Record<string, ProblemGuide>> = {
  'file-unreadable': {
    status: 422,
    meaning: 'The file is no table with the columns that are needed, or it is too large. The page says which.',
    mending: 'Save the sheet as CSV UTF-8, with the names of its columns in the first row, and choose that file.',
    detail: 'This file cannot be read. Save the sheet as CSV UTF-8, with the names of its columns in the first row.',
  },
  'import-unknown': {
    status: 404,
    meaning: 'No import has this id. One that is over, or that nobody started, is deleted after a day.',
    mending: 'Check the file again at /desk/import. What was added stays, and is not added twice.',
    detail: 'There is no such import. A file that was checked is kept for a day: check it again.',
  },
  'import-started': {
    status: 409,
    meaning: 'Somebody else pressed the button of this import first.',
    mending: 'Look at the page of the import: it shows what was added.',
    detail: 'Somebody else has added the rows of this file already. Nothing is added twice.',
  },
};
