export { defaultMount, type RadarMount, toBooth } from './mount.ts';
export { nobody, observe, type Presence, type PresenceStep, visitorsOf } from './presence.ts';
export { defaultPresenceTuning, type PresenceTuning } from './tuning.ts';
