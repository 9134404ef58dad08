import { useEffect, useRef } from 'react';
import type { DevicesSnapshot } from '../../host/control.ts';
import { differing, usedSlots } from '../view/universe.ts';
import { useWords } from '../words.ts';
import { Panel } from './panel.tsx';

const slots = 512;

/** One pixel a slot, dark to lamp; drawn at 512 × 1 and stretched by the page. */
function Strip({ values }: { readonly values: readonly number[] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (!pen) return;
    const image = pen.createImageData(slots, 1);
    for (let slot = 0; slot < slots; slot += 1) {
      const part = (values[slot] ?? 0) / 255;
      image.data.set([26 + 217 * part, 20 + 169 * part, 15 + 91 * part, 255], slot * 4);
    }
    pen.putImageData(image, 0, 0);
  }, [values]);
  return <canvas ref={canvas} className="strip" width={slots} height={1} />;
}

export function Universe({ devices }: { readonly devices: DevicesSnapshot }) {
  const { say } = useWords();
  const used = usedSlots(devices.sent, devices.readBack);
  const apart = differing(used);
  return (
    <Panel title={say('universe.title')}>
      <div className="strips">
        <span>{say('universe.sent')}</span>
        <Strip values={devices.sent} />
        <span>{say('universe.readBack')}</span>
        {devices.readBack === null ? (
          <span className="dim">{say('universe.noReadBack')}</span>
        ) : (
          <Strip values={devices.readBack} />
        )}
        <span />
        <span className="scale number">
          <span>1</span>
          <span>128</span>
          <span>256</span>
          <span>384</span>
          <span>512</span>
        </span>
      </div>
      {devices.readBack !== null && (
        <p className={apart === 0 ? 'dim' : 'warning'}>
          {apart === 0 ? say('universe.same') : say('universe.differing', { count: apart })}
        </p>
      )}
      {used.length === 0 ? (
        <p className="dim">{say('universe.dark')}</p>
      ) : (
        <>
          <p className="dim">{say('universe.used')}</p>
          <ul className="slots number">
            {used.map(({ slot, sent, readBack }) => (
              <li key={slot} data-apart={readBack !== null && readBack !== sent}>
                <b>{slot}</b> {sent}
                {readBack !== null && `/${readBack}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
