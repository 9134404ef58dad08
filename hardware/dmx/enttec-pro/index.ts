export { type EnttecProDriver, enttecProDriver, universeSlots } from './driver.ts';
export { type EnttecProTwin, enttecProTwin } from './simulator.ts';
