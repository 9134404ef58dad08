import type { Refusal, ShelfAvatar } from '../../host/contract.ts';

export type UploadOutcome =
  | { readonly ok: true; readonly avatar: ShelfAvatar }
  | { readonly ok: false; readonly problem: Refusal }
  /** No answer, or none that this page understands. */
  | { readonly ok: false; readonly problem: null };

/** The host's answer to an upload, from text; anything else than its two forms is no answer. */
export function readUploadAnswer(text: string): UploadOutcome {
  const lost: UploadOutcome = { ok: false, problem: null };
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return lost;
  }
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return lost;
  if (answer.ok === true && 'avatar' in answer) {
    return { ok: true, avatar: answer.avatar as ShelfAvatar };
  }
  if (answer.ok === false && 'problem' in answer && isRefusal(answer.problem)) {
    return { ok: false, problem: answer.problem };
  }
  return lost;
}

function isRefusal(value: unknown): value is Refusal {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    'cause' in value &&
    'remedy' in value
  );
}
