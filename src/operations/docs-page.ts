import { INTRODUCTION, renderIntroduction } from './introduction.js';

/**
 * The page of `/docs`. The introduction is in it and waits for no other file.
 * - Below it a stylesheet and scripts load, which put Swagger UI in its place.
 * - They hold up no paint: the stylesheet stands after the text, and the scripts are deferred.
 * @param addressOf gives the address of a file by its name
 */
export const renderDocsPage = (addressOf: (name: string) => string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Agiza API</title>
<style>
  body { margin: 0; font: 1rem/1.5 sans-serif; color: #3b4151; }
  #introduction { max-width: 1420px; margin: 3rem auto; padding: 0 20px; box-sizing: border-box; }
  code { font-weight: bold; }
</style>
</head>
<body>
<div id="swagger-ui">
<main id="introduction">
<h1>Agiza API</h1>
${renderIntroduction(INTRODUCTION)}
<p>The list of every request loads now. <a href="/openapi.json">The same for programs</a>.</p>
</main>
</div>
<link rel="stylesheet" href="${addressOf('swagger-ui.css')}">
<script defer src="${addressOf('start.js')}"></script>
<script defer src="${addressOf('swagger-ui-bundle.js')}"></script>
</body>
</html>
`;
