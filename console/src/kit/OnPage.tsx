import { Box, Stack, Text } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { type ReactNode, useState } from 'react'
import { Facts } from './Facts.tsx'
import { type Form, FormChoice } from './FormChoice.tsx'
import { HtmlFrame } from './HtmlFrame.tsx'
import { JsonView } from './JsonView.tsx'
import classes from './on-page.module.css'

interface Message {
  readonly subject: string | null
  readonly html: string | null
  readonly text: string | null
  readonly payload: Readonly<Record<string, unknown>> | null
}

interface Props {
  readonly channel: string
  readonly message: Message
  readonly device: 'desktop' | 'phone'
}

/** In pixels: the window of a browser, and of a phone. */
const widths = { desktop: 760, phone: 375 }

/** What is put on show as a page shows it, about: a card in its corner, a sheet of an app, or in its place. */
export function OnPage({ channel, message, device }: Props) {
  const [form, setForm] = useState<Form>('html')
  const { placement, url, imageUrl, validFor: _, ...rest } = message.payload ?? {}
  const { html, text } = message
  const hasBoth = html !== null && text !== null
  return (
    <Stack gap="xs">
      {hasBoth && <FormChoice value={form} onChange={setForm} />}
      <Page width={widths[device]} channel={channel}>
        <Card channel={channel} message={hasBoth && form === 'text' ? { ...message, html: null } : message} />
      </Page>
      <Facts
        of={[
          ['Place', textOf(placement) && <bdi>{textOf(placement)}</bdi>],
          ['Leads to', textOf(url) && <bdi>{textOf(url)}</bdi>],
          ['Picture', textOf(imageUrl) && <bdi>{textOf(imageUrl)}</bdi>],
        ]}
      />
      {Object.keys(rest).length > 0 && <JsonView value={rest} label="More" maxHeight={240} />}
    </Stack>
  )
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

interface PageProps {
  readonly width: number
  readonly channel: string
  readonly children: ReactNode
}

/** A window of a width, smaller where there is less room. */
function Page({ width, channel, children }: PageProps) {
  const { ref, width: room } = useElementSize()
  const inner = useElementSize()
  const scale = room > 0 ? Math.min(room / width, 1) : 1
  return (
    <Box
      ref={ref}
      className={classes.paper!}
      style={{ maxWidth: width, height: inner.height * scale || undefined }}
    >
      <Box
        ref={inner.ref}
        className={classes.window!}
        style={{ width, transform: scale < 1 ? `scale(${scale})` : 'none' }}
        data-channel={channel}
      >
        {channel !== 'inline' && <Lines />}
        {children}
      </Box>
    </Box>
  )
}

/** Stand for what the page has beside it. */
const Lines = () => (
  <div className={classes.lines} aria-hidden>
    {['40%', '95%', '88%', '92%', '60%', '94%', '82%', '90%'].map(width => (
      <span key={width} style={{ width }} />
    ))}
  </div>
)

function Card({ channel, message }: Pick<Props, 'channel' | 'message'>) {
  const { subject, html, text, payload } = message
  const [url, imageUrl, label] = [textOf(payload?.url), textOf(payload?.imageUrl), textOf(payload?.label)]
  return (
    <div className={classes.card} data-testid="content" dir="auto">
      {(subject || channel !== 'inline') && (
        <div className={classes.head}>
          <strong>{subject}</strong>
          {channel !== 'inline' && <span aria-hidden>×</span>}
        </div>
      )}
      {imageUrl !== '' && <HtmlFrame html={pictureOf(imageUrl)} title="The picture" minHeight={24} />}
      {html !== null ? (
        <HtmlFrame html={`<style>body{margin:0}</style>${html}`} title="The message" minHeight={24} />
      ) : (
        <Text className={classes.text!}>{text}</Text>
      )}
      {url !== '' && <span className={classes.button}>{label || 'Open'}</span>}
    </div>
  )
}

/** In the frame for what others wrote: it may be fetched from elsewhere. */
const pictureOf = (url: string) =>
  `<style>body{margin:0}img{display:block;max-width:100%;border-radius:8px}</style><img alt="" src="${url.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">`
