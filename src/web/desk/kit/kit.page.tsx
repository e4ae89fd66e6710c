import type { ComponentChildren, JSX } from 'preact';
import { Choice } from '../../kit/choice.js';
import { ConfirmStep } from '../../kit/confirm-step.js';
import { CursorPager } from '../../kit/cursor-pager.js';
import { EmptyState } from '../../kit/empty-state.js';
import { Field } from '../../kit/field.js';
import { Pager } from '../../kit/pager.js';
import { Skeleton } from '../../kit/skeleton.js';
import { Timeline } from '../../kit/timeline.js';
import { DeskLayout } from '../desk-layout.js';
import { KitStates } from './kit-states.js';

const LIST = new URL('http://desk/desk/kit');

/**
 * Each piece of the kit in its states, for whoever builds pages. Its words are in English: no shop
 * has this page.
 */
export function KitPage(): JSX.Element {
  return (
    <DeskLayout title="Kit">
      <h1>Kit</h1>
      <p class="quiet">The frame around this is the layout: bar, find box, menu and foot.</p>
      <KitStates />
      <Piece title="Field">
        <Field name="plain" label="Label" value="What was typed" />
        <Field name="hinted" label="With a hint" hint="Such as 0712 345678" />
        <Field name="faulty" label="With a fault" value="07" fault="Write the whole number" type="tel" />
        <Choice name="choice" label="Choice" any="Any" choices={{ one: 'One', two: 'Two' }} value="two" />
      </Piece>
      <Piece title="Combobox">
        <div class="chooser">
          <label for="chosen">Customer</label>
          <input id="chosen" type="text" autocomplete="off" data-combobox="offered" />
          <div id="offered">
            <div class="hits" role="listbox" aria-label="Customers">
              <a role="option" aria-selected={false} id="offer-1" href="/desk/kit">
                <span>Wanjiku Kamau</span>
                <span class="quiet">0712 345678</span>
              </a>
              <a role="option" aria-selected={true} id="offer-2" href="/desk/kit">
                <span>Otieno Odhiambo</span>
                <span class="quiet">0722 345670</span>
              </a>
            </div>
          </div>
        </div>
      </Piece>
      <Piece title="Confirm step">
        <ConfirmStep label="Closed" action="/desk/kit" button="Yes, do it">
          <p>It says what it does, and what it costs.</p>
        </ConfirmStep>
        <ConfirmStep label="Open" action="/desk/kit" button="Yes, do it" isOpen>
          <p>It says what it does, and what it costs.</p>
        </ConfirmStep>
      </Piece>
      <Piece title="Button">
        <p class="steps">
          <button type="button">At rest</button>
          <button type="button" aria-busy="true" disabled>
            Busy
          </button>
          <a class="action" href="/desk/kit">
            Action
          </a>
          <a class="action primary" href="/desk/kit">
            First action
          </a>
        </p>
      </Piece>
      <Piece title="Pager">
        <Pager page={2} pages={3} pathOf={() => '/desk/kit'} previous="Newer" next="Older" />
        <CursorPager address={LIST} next="somewhere" isFirst={false} />
      </Piece>
      <Piece title="Timeline">
        <Timeline
          entries={[
            { at: '2026-11-22T05:47:00Z', what: 'Placed', detail: 'by Njeri, at the desk' },
            { at: '2026-11-22T05:47:04Z', what: 'SMS: on the phone' },
          ]}
        />
      </Piece>
      <Piece title="Empty state">
        <EmptyState title="Nothing yet">
          <p>What to do, so that there is something.</p>
        </EmptyState>
      </Piece>
      <Piece title="Skeleton">
        <Skeleton />
      </Piece>
    </DeskLayout>
  );
}

interface PieceProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

function Piece({ title, children }: PieceProps): JSX.Element {
  return (
    <section class="piece">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
