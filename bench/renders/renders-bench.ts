/**
 * How many messages a second are rendered from a typical template: an e-mail of 6 kB that quotes an interaction, with a
 * subject, HTML from MJML and a text. Beside it the floor: the same texts joined by hand. One thread, no database.
 */
import { parseArgs } from 'node:util'
import { checkTemplate } from '../../src/domain/messaging/check-template.ts'
import { renderTemplate } from '../../src/domain/messaging/render-template.ts'

const owed = 10_000

const mjml = `<mjml><mj-body><mj-section><mj-column>
  <mj-text>Dear {{ contact.firstName | default: "you" }},</mj-text>
  <mj-text>you gave {{ interaction.product }} {{ interaction.rating }} of 5 on {{ interaction.date | date: "%d.%m.%Y" }}.</mj-text>
  <mj-raw>{% if interaction.rating < 3 %}</mj-raw><mj-text>We are sorry.</mj-text><mj-raw>{% endif %}</mj-raw>
  <mj-button href="{{ interaction.url }}">Tell us more</mj-button>
  <mj-text><a href="{{ message.unsubscribeUrl }}">Unsubscribe</a></mj-text>
</mj-column></mj-section></mj-body></mjml>`

export async function runRendersBench(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { seconds: { type: 'string', default: '3' } } })
  const template = await checkTemplate({
    name: 'Review',
    channel: 'email',
    subject: 'About {{ interaction.product }}',
    mjml,
    text: 'Dear {{ contact.firstName | default: "you" }}, you gave {{ interaction.product }} {{ interaction.rating }} of 5.',
  })
  const scopeOf = (n: number) => ({
    contact: { firstName: `Ada ${n}` },
    interaction: {
      product: 'Lamp & shade',
      rating: n % 5,
      date: '2026-03-01T10:00:00Z',
      url: 'https://shop.example/r',
    },
    message: { unsubscribeUrl: 'https://shop.example/u' },
  })
  const pieces = (template.html ?? '').split(/\{[{%].*?[%}]\}/)
  const seconds = Number(values.seconds)
  const floor = rate(seconds, n => pieces.join(String(n)).length)
  const rendered = rate(seconds, n => {
    const result = renderTemplate(template, scopeOf(n))
    if (!('parts' in result)) throw new Error(`not rendered: ${result.missing} ${result.problems}`)
    return result.parts.html!.length
  })
  console.log(`${rendered} renders/s of ${template.html!.length} characters; owed are ${owed}`)
  console.log(`${floor} a second when the pieces are only joined`)
  return rendered >= owed ? 0 : 1
}

/** How often a second, after a time to warm up. */
function rate(seconds: number, work: (n: number) => number): number {
  let [length, count] = [0, 0]
  for (let n = 0; n < 5000; n++) length += work(n)
  const [began, end] = [performance.now(), performance.now() + seconds * 1000]
  while (performance.now() < end) for (let n = 0; n < 100; n++) length += work(count++)
  if (length === 0) throw new Error('nothing was rendered')
  return Math.round((count / (performance.now() - began)) * 1000)
}
