import { createRoot } from 'react-dom/client';
import '../window/fonts-sans.css';
import '../window/fonts-serif.css';
import './panel.css';
import { connectBooth, palette } from '../window/index.ts';
import { Panel } from './panel.tsx';

const { style } = document.documentElement;
for (const [name, colour] of Object.entries(palette)) style.setProperty(`--${name}`, colour);

const root = document.getElementById('panel');
if (root === null) throw new Error('index.html has no element #panel');
createRoot(root).render(<Panel booth={connectBooth()} />);
