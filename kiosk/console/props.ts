import type { BoothSnapshot } from '../host/contract.ts';
import type { DevicesSnapshot } from '../host/control.ts';
import type { Booth, Live } from '../window/index.ts';
import type { Act } from './parts/act.tsx';

/** What every page of the console is shown and may do. */
export interface DeskProps {
  readonly booth: Booth;
  readonly state: Live<BoothSnapshot>;
  readonly devices: Live<DevicesSnapshot>;
  readonly act: Act;
}
