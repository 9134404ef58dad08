import { createTheme } from '@mantine/core';

/** Warm darks, one lamp; figures in columns of equal width. */
export const theme = createTheme({
  fontFamily: "'Source Sans 3', 'Noto Sans SC', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'DejaVu Sans Mono', 'Noto Sans SC', monospace",
  primaryColor: 'lamp',
  primaryShade: 4,
  autoContrast: true,
  defaultRadius: 'sm',
  components: {
    // Words as they are written, never cut: a state that cannot be read is no state.
    Badge: {
      defaultProps: { radius: 'sm' },
      styles: {
        root: {
          textTransform: 'none',
          overflow: 'visible',
          width: 'max-content',
          maxWidth: 'none',
        },
        label: { overflow: 'visible' },
      },
    },
  },
  colors: {
    lamp: [
      '#fff6e6',
      '#fdeccb',
      '#f9d9a0',
      '#f6ca82',
      '#f3bd6a',
      '#e5a74b',
      '#c98b31',
      '#a06c22',
      '#775019',
      '#4f3510',
    ],
    dark: [
      '#f1e7d8',
      '#d6c9b4',
      '#b3a48c',
      '#857763',
      '#5c5042',
      '#443a2f',
      '#332b22',
      '#1e1914',
      '#171310',
      '#100d0a',
    ],
  },
});
