import { createRoot } from 'react-dom/client';
import '../window/fonts-sans.css';
import '../window/fonts-serif.css';
import './panel.css';
import { connectBooth, holdFaces, palette, signsOf } from '../window/index.ts';
import { Panel } from './panel.tsx';
import { texts } from './texts.ts';

const { style } = document.documentElement;
for (const [name, colour] of Object.entries(palette)) style.setProperty(`--${name}`, colour);

holdFaces(
  [
    '400 1em "Noto Sans SC"',
    '600 1em "Noto Sans SC"',
    '600 1em "Noto Serif SC"',
    '400 1em "Source Sans 3"',
    '600 1em "Source Sans 3"',
    '600 1em "Source Serif 4"',
  ],
  signsOf(texts.zh, texts.en),
);

const root = document.getElementById('panel');
if (root === null) throw new Error('index.html has no element #panel');
createRoot(root).render(<Panel booth={connectBooth()} />);
