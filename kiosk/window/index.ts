/** What the browser windows a person touches (panel, console) have in common. */
export { type Booth, connectBooth } from './connection.ts';
export { holdFaces, signsOf } from './faces.ts';
export { type KeyOf, type Language, makeLanguage, type Words, type WordTree } from './language.ts';
export {
  type Clock,
  keepSubscribed,
  type Live,
  type Subscribe,
  type SubscriptionHandlers,
  waitBeforeRetryMs,
} from './live.ts';
export { contrast, palette } from './palette.ts';
export { useLive, useNow } from './use-live.ts';
