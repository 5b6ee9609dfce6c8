import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bounded } from '../../../test/kit/bounded.ts'
import { addPixel, isGenuine, readLink, rewriteAddresses, rewriteLinks, writeLink } from './link.ts'
import { parseLiquid, renderLiquid, type TextKind, variablesIn, withoutNulls } from './liquid.ts'
import { compileMjml } from './mjml.ts'

function render(source: string, scope: object = {}, kind: TextKind = 'plain') {
  const parsed = parseLiquid(source, kind)
  return 'problem' in parsed ? parsed : renderLiquid(parsed, withoutNulls(scope) as object)
}

test('what is missing is told, and what has a default or is asked for in an if is not', () => {
  assert.deepEqual(render('{{ contact.firstName | upcase }}', { contact: { firstName: null } }), {
    missing: 'contact.firstName',
  })
  const source = '{{ contact.firstName | default: "you" }}{% if contact.city %}!{% endif %}'
  assert.deepEqual(render(source, { contact: {} }), { text: 'you' })
})

test('what is printed into HTML is escaped, and only there', () => {
  const scope = { contact: { name: '<b>"A" & B</b>' } }
  assert.deepEqual(render('{{ contact.name }}', scope, 'html'), {
    text: '&lt;b&gt;&#34;A&#34; &amp; B&lt;/b&gt;',
  })
  assert.deepEqual(render('{{ contact.name }}', scope), { text: '<b>"A" & B</b>' })
})

test('nothing is seen but own properties', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'constructor.constructor'])
    assert.ok('missing' in render(`{{ contact.${name} }}`, { contact: {} }), name)
})

test('the variables are those that a text asks for and does not make itself', () => {
  const parsed = parseLiquid(
    '{% assign a = 1 %}{{ a }}{% for x in interaction.items %}{{ x.name }}{{ contact.city }}{% endfor %}',
  )
  assert.ok(!('problem' in parsed))
  assert.deepEqual(variablesIn(parsed).sort(), ['contact.city', 'interaction.items'])
})

test('a hostile text costs bounded time, and reads no file', () => {
  const hostile = [
    '{% for i in (1..1000000000) %}x{% endfor %}',
    `{% for i in (1..100000) %}{% for j in (1..100000) %}${'x'.repeat(50_000)}{% endfor %}{% endfor %}`,
    '{% assign a = "xxxxxxxxxx" %}{% for i in (1..99) %}{% assign a = a | append: a %}{% endfor %}{{ a }}',
    '{{ "now" | date: "%999999999d" }}',
    `${'{% if a %}'.repeat(10_000)}${'{% endif %}'.repeat(10_000)}`,
    '{% include "/etc/passwd" %}',
    '{% render "/etc/passwd" %}',
    '{% layout "/etc/passwd" %}',
  ]
  for (const source of hostile) assert.ok('problem' in bounded(() => render(source)), source.slice(0, 50))
})

test('MJML becomes HTML with its Liquid as it was, and what is wrong with it is told with its line', async () => {
  const column = (inner: string) =>
    `<mjml><mj-body><mj-section><mj-column>${inner}</mj-column></mj-section></mj-body></mjml>`
  const fine = await compileMjml(column('<mj-text>{{ contact.a | default: "b < c" }}</mj-text>'))
  assert.ok('html' in fine && fine.html.includes('{{ contact.a | default: "b < c" }}'))
  const wrong = await compileMjml(column('\n<mj-nope />\n<mj-text nope="1">x</mj-text>'))
  assert.ok('problems' in wrong)
  assert.match(wrong.problems[0]!, /^line 2: .*mj-nope/)
  assert.match(wrong.problems[1]!, /^line 3: .*nope/)
  assert.doesNotMatch(fine.html, /fonts\.googleapis|@import/)
  const font = '<mj-head><mj-font name="Own" href="https://shop.example/own.css" /></mj-head>'
  const own = await compileMjml(
    column('<mj-text font-family="Own">x</mj-text>').replace('<mj-body>', `${font}<mj-body>`),
  )
  assert.ok('html' in own && own.html.includes('https://shop.example/own.css'))
  const included = await compileMjml(column('<mj-include path="/etc/passwd" />'))
  assert.ok('problems' in included || !included.html.includes('root:'))
})

test('a link cannot be made up, nor led elsewhere, nor used for something else', () => {
  const target = {
    tenantId: '0197b8a0-0000-7000-8000-00000000c0de',
    sendId: '0197b8a0-0000-7000-8000-00000000beef',
  }
  const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const token = writeLink(key, 'click', target, 'https://a.example/')
  assert.deepEqual(readLink(token), target)
  assert.ok(isGenuine(key, 'click', token, 'https://a.example/'))
  assert.ok(!isGenuine(key, 'click', token, 'https://b.example/'))
  assert.ok(!isGenuine(key, 'open', token, 'https://a.example/'))
  assert.ok(!isGenuine(other, 'click', token, 'https://a.example/'))
  for (const text of ['', 'x', token.slice(1), `${token}A`, `${token.slice(0, -1)}=`])
    assert.equal(readLink(text), undefined)
})

test('links of an HTML are led through, in time that grows with its length', () => {
  const lead = (html: string) => rewriteLinks(html, url => `https://l.example/?u=${encodeURIComponent(url)}`)
  assert.equal(
    lead(
      `<a id=1 href='http://a.example/?a=1&amp;b=2'>a</a><link href="https://css.example/"><A HREF="mailto:x">`,
    ),
    '<a id=1 href="https://l.example/?u=http%3A%2F%2Fa.example%2F%3Fa%3D1%26b%3D2">a</a><link href="https://css.example/"><A HREF="mailto:x">',
  )
  for (const part of ['<a ', '<a href="https://', '<a href=', ' href='.repeat(3)])
    bounded(() => lead(part.repeat(100_000)))
  assert.equal(
    addPixel('<BODY>a</BODY>', 'https://p'),
    '<BODY>a<img src="https://p" width="1" height="1" alt="" style="display:none"></BODY>',
  )
})

test('addresses in a text are led through, without the signs that end a sentence', () => {
  const lead = (text: string) => rewriteAddresses(text, url => `<${url}>`)
  assert.equal(
    lead(
      'See https://a.example/x?y=1&z=2, HTTP://b.example. Or (https://c.example/)! xhttp://d.example http://',
    ),
    'See <https://a.example/x?y=1&z=2>, <HTTP://b.example>. Or (<https://c.example/>)! xhttp://d.example http://',
  )
  for (const part of ['https://', 'https://. ', 'https://...', '.'.repeat(5)])
    bounded(() => lead(`http://${part.repeat(100_000)}`))
})

test('of many sources some wait, and more are refused at once', async () => {
  const source =
    '<mjml><mj-body><mj-section><mj-column><mj-text>x</mj-text></mj-column></mj-section></mj-body></mjml>'
  const compiling = Array.from({ length: 15 }, () => compileMjml(source))
  const ends = await Promise.allSettled(compiling)
  const refused = ends.filter(end => end.status === 'rejected')
  assert.deepEqual(
    refused.map(({ reason }) => reason.code),
    ['templates-busy', 'templates-busy', 'templates-busy'],
  )
})
