export * from './contract.ts';
export { bare, fold } from './fold.ts';
export {
  type LoadedPersona,
  loadPersona,
  type PersonaProblem,
  personaPaths,
  type ReadPersonaFile,
} from './load.ts';
export {
  type AnswerOptions,
  answerThreshold,
  type IndexOptions,
  openPersonaIndex,
  type PersonaIndex,
} from './open.ts';
export {
  type Clip,
  clipsFile,
  type Fact,
  type Manner,
  type Memory,
  type Persona,
  type QuestionSets,
  type SmallTalkKind,
} from './schema.ts';
export type { Hit } from './search.ts';
export { replyText } from './telling.ts';
