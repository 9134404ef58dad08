import { createRoot } from 'react-dom/client';
import '@mantine/core/styles.css';
import '../window/fonts-sans.css';
import './console.css';
import { MantineProvider } from '@mantine/core';
import { connectBooth, holdFaces, signsOf } from '../window/index.ts';
import { Console } from './console.tsx';
import { texts } from './texts.ts';
import { theme } from './theme.ts';

holdFaces(
  [
    '400 1em "Noto Sans SC"',
    '600 1em "Noto Sans SC"',
    '400 1em "Source Sans 3"',
    '600 1em "Source Sans 3"',
  ],
  signsOf(texts.zh, texts.en),
);

const root = document.getElementById('console');
if (root === null) throw new Error('index.html has no element #console');
createRoot(root).render(
  <MantineProvider theme={theme} forceColorScheme="dark">
    <Console booth={connectBooth()} />
  </MantineProvider>,
);
