import type { ReactNode } from 'react';

interface PanelProps {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** One framed subject on a page. */
export const Panel = ({ title, aside, children }: PanelProps) => (
  <section className="subject">
    <div className="subject-head">
      <h2>{title}</h2>
      {aside}
    </div>
    {children}
  </section>
);

interface FactProps {
  readonly name: string;
  readonly children: ReactNode;
}

export const Fact = ({ name, children }: FactProps) => (
  <div className="fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
