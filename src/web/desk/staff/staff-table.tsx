import type { JSX } from 'preact';
import { LastOwner } from '../../../auth/staff/staff.errors.js';
import { type StaffMember, type StaffStatus, statusOf } from '../../../auth/staff/staff-member.js';
import { ALL_ROLES } from '../../../http/access/roles.js';
import { Badge, type Tone } from '../../kit/badge.js';
import { ConfirmStep } from '../../kit/confirm-step.js';
import { type Column, DataTable } from '../../kit/data-table.js';
import { useFormats } from '../../kit/formats.js';
import { usePageContext, useWords } from '../../kit/page-context.js';
import { staffWords } from './staff.words.js';
import type { SentChange, StaffView } from './staff-view.js';

const TONES: Readonly<Record<StaffStatus, Tone>> = { active: 'good', invited: 'waiting', disabled: 'neutral' };

interface StaffTableProps {
  readonly view: StaffView;
  readonly changing: SentChange | undefined;
}

/** Members and invitations. What may be changed of each stands in its row. */
export function StaffTable({ view: { page, cursor }, changing }: StaffTableProps): JSX.Element {
  const words = useWords(staffWords);
  const { instant } = useFormats();
  const { userId } = usePageContext();
  const isOwn = (member: StaffMember): boolean => userId !== null && member.user_id === userId;
  const columns: readonly Column<StaffMember>[] = [
    {
      heading: words.person,
      cell: (member) => (
        <>
          {member.name ?? member.email}
          {isOwn(member) && ` (${words.you})`}
          {member.name !== null && <span class="quiet second">{member.email}</span>}
        </>
      ),
    },
    { heading: words.role, cell: ({ role }) => <span class="whole">{words.roles[role]}</span> },
    {
      heading: words.status,
      cell: (member) => <Badge tone={TONES[statusOf(member)]}>{words.statuses[statusOf(member)]}</Badge>,
    },
    { heading: words.since, cell: ({ created_at }) => <span class="whole">{instant(created_at)}</span> },
    {
      heading: words.change,
      cell: (member) => (
        <MemberSteps
          {...{ member, cursor, isOwn: isOwn(member), sent: changing?.id === member.id ? changing : undefined }}
        />
      ),
    },
  ];
  return <DataTable caption={words.caption} columns={columns} rows={page.rows} keyOf={({ id }) => id} />;
}

interface MemberStepsProps {
  readonly member: StaffMember;
  readonly cursor: string;
  /** Whether the reader is the member. */
  readonly isOwn: boolean;
  /** What was sent for the member in vain. */
  readonly sent: SentChange | undefined;
}

function MemberSteps({ member, cursor, isOwn, sent }: MemberStepsProps): JSX.Element {
  const words = useWords(staffWords);
  const query = cursor === '' ? '' : `?${new URLSearchParams({ cursor })}`;
  const action = `/desk/staff/${member.id}${query}`;
  const isDisabled = member.disabled_at !== null;
  const isRoleSent = sent !== undefined && sent.form.values.role !== '';
  const disableText = member.user_id === null ? words.withdrawText : words.disableText;
  return (
    <div class="row-steps">
      {sent !== undefined && (
        <p role="alert" class="fault">
          {sent.form.problem instanceof LastOwner ? words.lastOwner : words.roleFault}
        </p>
      )}
      <ConfirmStep label={words.changeRole} action={action} button={words.saveRole} isOpen={isRoleSent}>
        <p>{isOwn ? words.ownRoleText : words.roleText}</p>
        <select name="role" aria-label={words.roleOf(member.name ?? member.email)}>
          {ALL_ROLES.map((role) => (
            <option key={role} value={role} selected={role === (isRoleSent ? sent.form.values.role : member.role)}>
              {words.roles[role]}
            </option>
          ))}
        </select>
      </ConfirmStep>
      <ConfirmStep
        label={isDisabled ? words.enable : words.disable}
        action={action}
        button={isDisabled ? words.enableButton : words.disableButton}
        isOpen={sent !== undefined && !isRoleSent}
      >
        <p>{isDisabled ? words.enableText : isOwn ? words.ownDisableText : disableText}</p>
        <input type="hidden" name="disabled" value={String(!isDisabled)} />
      </ConfirmStep>
    </div>
  );
}
