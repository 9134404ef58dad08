import { Alert, Button, Group, Loader, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { WalkPoint } from '../../../hardware/contract.ts';
import { FloorPlan } from '../parts/floor-plan.tsx';
import { Fact, Panel } from '../parts/panel.tsx';
import type { DeskProps } from '../props.ts';
import { metres } from '../view/measure.ts';
import {
  comeStayGo,
  leave,
  passBy,
  readPath,
  stand,
  type WalkProblem,
  walkUp,
} from '../view/walks.ts';
import { useWords } from '../words.ts';

/** The virtual booth's visitor: one person, walked along a path. */
export function Simulation({ booth, state, devices, act }: DeskProps) {
  const { say } = useWords();
  if (state.value === null || devices.value === null) return <Loader aria-label={say('loading')} />;
  if (!state.value.virtual) return <Alert>{say('simulation.real')}</Alert>;
  const here = devices.value.visitors[0] ?? null;
  const walk = (path: readonly WalkPoint[]) =>
    void act(() => booth.console.walk.mutate({ path: [...path] }));
  return (
    <div className="overview">
      <div className="column">
        <Panel title={say('simulation.title')}>
          <Group gap="xs">
            <Button onClick={() => walk(walkUp)}>{say('simulation.walkUp')}</Button>
            <Button variant="default" onClick={() => walk(stand(here))}>
              {say('simulation.stand')}
            </Button>
            <Button variant="default" onClick={() => walk(leave(here))}>
              {say('simulation.leave')}
            </Button>
            <Button variant="default" onClick={() => walk(passBy)}>
              {say('simulation.passBy')}
            </Button>
            <Button variant="default" onClick={() => walk(comeStayGo)}>
              {say('simulation.wholeVisit')}
            </Button>
          </Group>
          {here !== null && (
            <dl className="facts">
              <Fact name={say('simulation.zone')}>{say(`plan.zones.${here.zone}`)}</Fact>
              <Fact name={say('simulation.now')}>
                <span className="number">
                  x {metres(here.xMm)} m, z {metres(here.zMm)} m
                </span>
              </Fact>
              <Fact name={say('simulation.speed')}>
                <span className="number">
                  {metres(Math.hypot(here.vxMmPerS, here.vzMmPerS))} m/s
                </span>
              </Fact>
            </dl>
          )}
        </Panel>
        <OwnPath walk={walk} />
      </div>
      <div className="column">
        <FloorPlan devices={devices.value} />
      </div>
    </div>
  );
}

function OwnPath({ walk }: { readonly walk: (path: readonly WalkPoint[]) => void }) {
  const { say } = useWords();
  const [text, setText] = useState('0, 1.4, 5.2\n4, 0.3, 2.5\n6, 0, 1.2\n60, 0, 1.2');
  const [problem, setProblem] = useState<WalkProblem | null>(null);
  const go = () => {
    const read = readPath(text);
    setProblem('problem' in read ? read.problem : null);
    if ('path' in read) walk(read.path);
  };
  return (
    <Panel title={say('simulation.custom')}>
      <Textarea
        autosize
        minRows={4}
        description={say('simulation.customHint')}
        aria-label={say('simulation.custom')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={
          problem !== null &&
          say(
            `simulation.problem.${problem.code}`,
            problem.code === 'empty' ? {} : { line: problem.line },
          )
        }
      />
      <Button mt="xs" onClick={go}>
        {say('simulation.send')}
      </Button>
    </Panel>
  );
}
