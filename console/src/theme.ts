/** How everything looks. Colours are chosen for contrast: texts have 4.5:1 on what they stand on, light and dark. */
import {
  ActionIcon,
  Anchor,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  type MantineColorsTuple,
  Modal,
  NavLink,
  Table,
  Tooltip,
} from '@mantine/core'

/** A green that is neither a success nor a link of the browser. */
const parley: MantineColorsTuple = [
  '#e8f7f4',
  '#d3ece7',
  '#a6d8cd',
  '#75c3b2',
  '#4eb19c',
  '#35a68d',
  '#0f7f6e',
  '#0b6e63',
  '#085b52',
  '#044841',
]

/** Greys with a little of the green, from texts to what lies deepest. */
const dark: MantineColorsTuple = [
  '#cfd5d7',
  '#b6bfc2',
  '#8d989c',
  '#667276',
  '#414b4f',
  '#353e41',
  '#272e31',
  '#1c2123',
  '#181c1e',
  '#111416',
]

export const theme = createTheme({
  primaryColor: 'parley',
  primaryShade: { light: 7, dark: 7 },
  colors: { parley, dark },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.3' },
      h2: { fontSize: '1.15rem', lineHeight: '1.35' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray' } }),
    Anchor: Anchor.extend({ defaultProps: { underline: 'hover' } }),
    // Else the top of a dialog would pass for the top of the page.
    Drawer: Drawer.extend({ defaultProps: { attributes: { header: { role: 'presentation' } } } }),
    Modal: Modal.extend({
      defaultProps: {
        attributes: { header: { role: 'presentation' } },
        centered: true,
        closeButtonProps: { 'aria-label': 'Close' },
      },
    }),
    NavLink: NavLink.extend({ styles: { root: { borderRadius: 'var(--mantine-radius-md)' } } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 'sm', highlightOnHover: true } }),
    Tooltip: Tooltip.extend({
      defaultProps: { withArrow: true, openDelay: 250, events: { hover: true, focus: true, touch: true } },
    }),
  },
})

/** White stands on it. */
const redFilled = {
  '--mantine-color-red-filled': '#c92a2a',
  '--mantine-color-red-filled-hover': '#b02525',
}

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...redFilled,
    '--mantine-color-dimmed': '#5a6470',
    '--mantine-color-placeholder': '#6b7480',
    '--mantine-color-error': '#c02626',
    '--mantine-color-anchor': 'var(--mantine-color-parley-7)',
    '--mantine-color-yellow-light-color': '#7a5200',
    '--parley-canvas': '#f6f8f8',
    '--parley-surface': '#ffffff',
    '--parley-line': '#e2e7e7',
  },
  dark: {
    ...redFilled,
    '--mantine-color-body': '#1c2123',
    '--mantine-color-dimmed': '#a3adb5',
    '--mantine-color-placeholder': '#8d98a1',
    '--mantine-color-error': '#ff9b9b',
    '--mantine-color-anchor': 'var(--mantine-color-parley-3)',
    '--parley-canvas': '#15191b',
    '--parley-surface': '#1c2123',
    '--parley-line': '#2e3538',
  },
})
