import type { PresentVisitor } from '../../../hardware/contract.ts';
import type { DevicesSnapshot } from '../../host/control.ts';
import { colourOf } from '../view/light.ts';
import { metres } from '../view/measure.ts';
import { useWords } from '../words.ts';
import { Panel } from './panel.tsx';

/** Millimetres shown: x to the person's left (right on this plan), z towards the visitor (down). */
const view = { left: -2700, right: 2700, top: -1300, bottom: 5400 };
const ringsMm = [1000, 2000, 3000, 4000, 5000];

/** Where the shipped booth's lamps hang, as a sketch: the patch knows channels, not places. */
const sketch: Readonly<Record<string, readonly [xMm: number, zMm: number]>> = {
  'key-right': [-800, -60],
  'key-left': [800, -60],
  rim: [0, -1000],
  floor: [0, -480],
  ceiling: [0, 760],
  threshold: [0, 240],
};

/** To scale: the booth's origin, distances, whoever stands there, and the light of this moment. */
export function FloorPlan({ devices }: { readonly devices: DevicesSnapshot }) {
  const { lang, say } = useWords();
  const hasRadar = devices.devices.some((device) => device.kind === 'radar-ld2450');
  const { visitors } = devices;
  return (
    <Panel title={say('plan.title')} aside={<span className="dim">{say('plan.legend')}</span>}>
      <svg
        className="plan"
        viewBox={`${view.left} ${view.top} ${view.right - view.left} ${view.bottom - view.top}`}
        role="img"
        aria-label={say('plan.title')}
      >
        {ringsMm.map((mm) => (
          <g key={mm}>
            <circle className="ring" cx={0} cy={0} r={mm} />
            <text className="ring-name" x={0.36 * mm} y={0.93 * mm - 60}>
              {mm / 1000} m
            </text>
          </g>
        ))}
        <line className="glass" x1={-900} y1={0} x2={900} y2={0} />
        <text className="ring-name" x={980} y={50}>
          {say('plan.glass')}
        </text>
        {devices.lamps.map((lamp) => {
          const place = sketch[lamp.id];
          if (place === undefined) return null;
          return (
            <circle
              key={lamp.id}
              className="lamp-dot"
              cx={place[0]}
              cy={place[1]}
              r={150}
              fill={colourOf(lamp)}
            >
              <title>{lamp.label[lang]}</title>
            </circle>
          );
        })}
        {visitors.map((visitor) => (
          <Visitor key={visitor.id} visitor={visitor} />
        ))}
      </svg>
      <p className="dim">
        {visitors.length === 0
          ? say(hasRadar ? 'plan.nobody' : 'plan.notMeasured')
          : visitors
              .map(
                (visitor) =>
                  `${say(`plan.zones.${visitor.zone}`)} ${say('plan.distance', { distance: metres(Math.hypot(visitor.xMm, visitor.zMm)) })}`,
              )
              .join(' · ')}
      </p>
    </Panel>
  );
}

/** A dot as wide as shoulders, and a line to where they will be in a second. */
const Visitor = ({ visitor }: { readonly visitor: PresentVisitor }) => (
  <g className="visitor" data-zone={visitor.zone}>
    <line
      x1={visitor.xMm}
      y1={visitor.zMm}
      x2={visitor.xMm + visitor.vxMmPerS}
      y2={visitor.zMm + visitor.vzMmPerS}
    />
    <circle cx={visitor.xMm} cy={visitor.zMm} r={220} />
    <text x={visitor.xMm} y={visitor.zMm + 70}>
      {visitor.id}
    </text>
  </g>
);
