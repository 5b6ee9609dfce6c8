import { Box } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'

interface Props {
  readonly html: string
  /** What it is, for who cannot see it. */
  readonly title: string
  /** Of the window that it is laid out for, in pixels; shown smaller where there is less room. Without it, all there is. */
  readonly width?: number
  readonly minHeight?: number
}

/**
 * HTML that somebody else wrote, such as a message: in a frame of no origin, in which nothing runs and from which no
 * link leads. It is as high as what is in it.
 */
export function HtmlFrame({ html, title, width, minHeight = 200 }: Props) {
  const frame = useRef<HTMLIFrameElement>(null)
  const { ref, width: room } = useElementSize()
  const [height, setHeight] = useState(minHeight)
  const [isReady, setReady] = useState(false)
  useEffect(() => {
    function hear({ source, data }: MessageEvent) {
      if (source !== frame.current?.contentWindow) return
      if (data === 'ready') setReady(true)
      else if (typeof data?.height === 'number') setHeight(Math.min(Math.max(data.height, minHeight), 20_000))
    }
    window.addEventListener('message', hear)
    return () => window.removeEventListener('message', hear)
  }, [minHeight])
  useEffect(() => {
    if (isReady) frame.current?.contentWindow?.postMessage(html, '*')
  }, [html, isReady])
  const scale = width !== undefined && room > 0 ? Math.min(room / width, 1) : 1
  return (
    <Box ref={ref} style={{ height: height * scale, overflow: 'clip' }}>
      <iframe
        ref={frame}
        src="/frame.html"
        title={title}
        sandbox="allow-scripts"
        style={{
          display: 'block',
          width: width ?? '100%',
          height,
          margin: scale < 1 ? 0 : '0 auto',
          border: 0,
          background: '#ffffff',
          colorScheme: 'light',
          transform: scale < 1 ? `scale(${scale})` : 'none',
          transformOrigin: 'top left',
        }}
      />
    </Box>
  )
}
