/**
 * What is on show for a visitor, on any page:
 *
 *   <script src="https://parley.example.com/parley/v1/content.js" data-token="TOKEN" defer></script>
 *   <div data-parley-placement="home"></div>
 *
 * A message on site is a dialog in a corner, one at a time; one in-line stands where `data-parley-placement` names its
 * place. `data-placement` of the script says which page this is: a message on site with another placement is not shown.
 * The token may come later: `parleyContent.start(token)`; `refresh()` asks anew, `stop()` takes all away.
 *
 * It depends on nothing, keeps its styles to itself, and asks of a content security policy only this script and the
 * connection to its server. HTML of a message stands in a frame in which no script runs. What fails here is kept from
 * the page.
 */
;(() => {
  const script = document.currentScript
  if (window.parleyContent || !script?.src) return
  const settings = { ...script.dataset }
  const server = new URL('content', script.src)
  const words = { close: settings.closeLabel ?? 'Close', open: settings.openLabel ?? 'Open' }
  const css = `
:host { display: block; }
:host([data-parley-content='dialog']) { all: initial; }
* { box-sizing: border-box; }
.box { overflow-wrap: anywhere; }
.corner { position: fixed; inset-block-end: 1rem; inset-inline-end: 1rem; width: min(24rem, calc(100vw - 2rem)); max-height: min(80vh, 36rem); overflow: auto; padding: 1rem; z-index: 2147483000; font: 16px/1.5 system-ui, sans-serif; color: #1b1b1f; background: #fff; border: 1px solid #c9c9d1; border-radius: .75rem; box-shadow: 0 .5rem 2rem rgb(0 0 0 / .25); }
.head { display: flex; gap: .5rem; align-items: start; justify-content: space-between; }
h2 { margin: 0 0 .5rem; font-size: 1.125rem; line-height: 1.3; }
p { margin: 0 0 .75rem; white-space: pre-line; }
img { display: block; max-width: 100%; height: auto; margin: 0 0 .75rem; border-radius: .5rem; }
iframe { display: block; width: 100%; height: 10rem; margin: 0 0 .75rem; border: 0; background: #fff; }
a { display: inline-block; padding: .5rem 1rem; border-radius: .375rem; background: #1a4fd6; color: #fff; text-decoration: none; }
button { flex: none; margin-inline-start: auto; width: 2.25rem; height: 2.25rem; padding: 0; font: inherit; font-size: 1.25rem; line-height: 1; color: inherit; background: none; border: 1px solid transparent; border-radius: .375rem; cursor: pointer; }
button:hover { border-color: currentcolor; }
:focus-visible { outline: 3px solid #1a4fd6; outline-offset: 2px; }
@media (prefers-color-scheme: dark) {
  .corner { color: #f2f2f5; background: #1f1f24; border-color: #4a4a55; }
  .corner :focus-visible { outline-color: #9db8ff; }
}
@media print { .corner { display: none; } }
`

  let token
  let round = 0
  let waiting = []
  /** What was shown or put away on this page, and stays as it is. */
  const known = new Set()
  let dialog
  const filled = new Map()

  /** Does something for the page, which must not notice when it goes wrong. */
  function quietly(work) {
    try {
      return work()
    } catch {
      return undefined
    }
  }

  async function ask(path, options = {}) {
    const answer = await fetch(server.href + path, {
      ...options,
      headers: { authorization: `Bearer ${token}`, ...options.headers },
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    })
    if (!answer.ok) throw new Error(String(answer.status))
    return answer
  }

  /** Also when the page is left meanwhile. */
  function tell(item, outcome, url) {
    const body = JSON.stringify({ outcome, ...(url && { url: url.slice(0, 2000) }) })
    const headers = { 'content-type': 'application/json' }
    ask(`/${item.id}/reports`, { method: 'POST', keepalive: true, headers, body }).catch(() => {})
  }

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
    element.append(...children.filter(Boolean))
    return element
  }

  /** A root of its own in the page, so that no style of one reaches the other. */
  function rooted(host) {
    const root = host.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
    return root
  }

  /** A link that leads through the server is reported by that. */
  const isTracked = url => /\/parley\/v1\/m\/click\//.test(url)

  function clicked(item, url) {
    if (!isTracked(url)) tell(item, 'clicked', url)
    if (dialog?.item === item) setTimeout(() => quietly(() => leave(false)))
  }

  function listenForClicks(item, target) {
    const note = event => {
      const link = event.button < 2 && event.target.closest?.('a[href]')
      if (link && /^https?:$/.test(link.protocol)) quietly(() => clicked(item, link.href))
    }
    target.addEventListener('click', note)
    target.addEventListener('auxclick', note)
  }

  /** Pages may demand that HTML comes by a policy. */
  const policy = quietly(() =>
    window.trustedTypes?.createPolicy('parley-content', { createHTML: html => html }),
  )

  /**
   * Nothing runs in it: it may be read from here, for its height and its clicks, because it has no scripts that could
   * read what is here.
   */
  function frameOf(item) {
    const frame = make('iframe', {
      sandbox: 'allow-same-origin allow-popups allow-popups-to-escape-sandbox',
      title: item.title ?? item.text?.slice(0, 100) ?? 'Message',
      referrerpolicy: 'no-referrer',
    })
    const fit = () =>
      quietly(() => {
        const { scrollHeight } = frame.contentDocument.documentElement
        frame.style.height = `${Math.min(Math.max(scrollHeight, 24), 2000)}px`
      })
    frame.addEventListener('load', () =>
      quietly(() => {
        const { body, documentElement } = frame.contentDocument
        listenForClicks(item, frame.contentDocument)
        frame.contentDocument.addEventListener('keydown', closeByKey)
        documentElement.style.font = '16px/1.5 system-ui, sans-serif'
        body.style.margin = '0'
        frame.style.height = '0'
        fit()
        new ResizeObserver(fit).observe(body)
      }),
    )
    const html = `<!doctype html><base target="_blank"><meta name="referrer" content="no-referrer">${item.html}`
    frame.srcdoc = policy ? policy.createHTML(html) : html
    return frame
  }

  function partsOf(item) {
    const picture = item.imageUrl && make('img', { src: item.imageUrl, alt: '' })
    const body = (item.html && quietly(() => frameOf(item))) || (item.text && make('p', {}, item.text))
    const link = item.url && make('a', { href: item.url, rel: 'noopener' }, item.payload?.label || words.open)
    return [picture, body, link]
  }

  /** Once at least half of it was in view, or as much as fits. */
  function noteView(item, element) {
    if (item.viewedAt) return
    const observer = new IntersectionObserver(
      entries => {
        const isSeen = entries.some(
          ({ intersectionRatio, intersectionRect }) =>
            intersectionRatio >= 0.5 || intersectionRect.height >= window.innerHeight / 2,
        )
        if (!isSeen || item.viewedAt) return
        item.viewedAt = new Date().toISOString()
        observer.disconnect()
        tell(item, 'viewed')
      },
      { threshold: [0.1, 0.25, 0.5, 0.75] },
    )
    observer.observe(element)
  }

  function showNext() {
    const item = dialog ? undefined : waiting.shift()
    if (!item) return
    known.add(item.id)
    const host = make('div', { 'data-parley-content': 'dialog' })
    const close = make('button', { type: 'button', 'aria-label': words.close }, '×')
    const title = item.title && make('h2', { id: 'title' }, item.title)
    const name = title
      ? { 'aria-labelledby': 'title' }
      : { 'aria-label': item.text?.slice(0, 100) ?? 'Message' }
    const head = make('div', { class: 'head' }, title, close)
    const box = make('div', { class: 'box corner', role: 'dialog', ...name }, head, ...partsOf(item))
    dialog = { item, host, before: document.activeElement }
    listenForClicks(item, box)
    close.addEventListener('click', () => quietly(() => leave(true)))
    host.addEventListener('focusin', ({ relatedTarget }) => {
      if (relatedTarget && !host.contains(relatedTarget) && dialog) dialog.before = relatedTarget
    })
    // Who does not see it is told when they pause: what comes into a region that was there before is read out.
    const region = make('div', { 'aria-live': 'polite' })
    rooted(host).append(region)
    document.body.append(host)
    setTimeout(() =>
      quietly(() => {
        region.append(box)
        noteView(item, box)
      }),
    )
  }

  /** Takes the dialog away. Who was in it goes back to where they came from. */
  function leave(isClosed) {
    if (!dialog) return
    const { item, host, before } = dialog
    const wasIn = document.activeElement === host
    dialog = undefined
    if (isClosed) tell(item, 'closed')
    host.remove()
    if (wasIn && before?.isConnected) before.focus?.({ preventScroll: true })
    if (isClosed) showNext()
  }

  /** In the dialog, or where no field has the focus that might mean something else by it. */
  function closeByKey(event) {
    if (event.key !== 'Escape' || event.defaultPrevented || !dialog) return
    const { activeElement: active } = document
    const isFree = !active || active === document.body || active === dialog.host
    if (isFree) quietly(() => leave(true))
  }

  function fill(item) {
    for (const place of document.querySelectorAll('[data-parley-placement]')) {
      if (place.dataset.parleyPlacement !== item.placement || filled.get(place)?.item.id === item.id) continue
      empty(place)
      const host = make('div', { 'data-parley-content': 'inline' })
      const box = make('div', { class: 'box' }, item.title && make('h2', {}, item.title), ...partsOf(item))
      listenForClicks(item, box)
      rooted(host).append(box)
      filled.set(place, { item, before: [...place.childNodes], host })
      place.replaceChildren(host)
      noteView(item, box)
    }
  }

  /** What stood there before comes back. */
  function empty(place) {
    const { before, host } = filled.get(place) ?? {}
    filled.delete(place)
    if (host?.parentNode === place) place.replaceChildren(...before)
  }

  async function refresh() {
    if (!token) return
    const mine = ++round
    try {
      const answer = await ask('?channel=onSite,inline')
      const { items } = await answer.json()
      if (mine !== round) return
      const isHere = ({ placement }) => placement === null || placement === settings.placement
      waiting = items.filter(item => item.channel === 'onSite' && !known.has(item.id) && isHere(item))
      const inline = items.filter(item => item.channel === 'inline')
      // The newest of each place.
      const newest = new Map(inline.toReversed().map(item => [item.placement, item]))
      for (const place of [...filled.keys()])
        if (!newest.has(place.dataset.parleyPlacement)) quietly(() => empty(place))
      for (const item of newest.values()) quietly(() => fill(item))
      quietly(showNext)
    } catch {
      // The page goes on without.
    }
  }

  function start(given) {
    token = String(given)
    return refresh()
  }

  function stop() {
    round++
    token = undefined
    waiting = []
    quietly(() => leave(false))
    for (const place of [...filled.keys()]) quietly(() => empty(place))
  }

  document.addEventListener('keydown', closeByKey)
  window.parleyContent = Object.freeze({ start, refresh, stop })
  if (!settings.token) return
  if (document.readyState === 'loading')
    document.addEventListener('DOMContentLoaded', () => start(settings.token), { once: true })
  else start(settings.token)
})()
