import { createRoot } from 'react-dom/client';
import '@mantine/core/styles.css';
import '../window/fonts-sans.css';
import './console.css';
import { MantineProvider } from '@mantine/core';
import { connectBooth } from '../window/index.ts';
import { Console } from './console.tsx';
import { theme } from './theme.ts';

const root = document.getElementById('console');
if (root === null) throw new Error('index.html has no element #console');
createRoot(root).render(
  <MantineProvider theme={theme} forceColorScheme="dark">
    <Console booth={connectBooth()} />
  </MantineProvider>,
);
