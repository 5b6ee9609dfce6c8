import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toXml } from './xml.ts'

test('the container is the root, and a flat answer gets one', () => {
  assert.equal(
    toXml({ response: { data: { id: 'r1', n: 2, gone: null }, status: 'success' } }),
    '<?xml version="1.0" encoding="UTF-8"?>\n<response><data><id>r1</id><n>2</n><gone/></data><status>success</status></response>\n',
  )
  assert.match(toXml({ status: 'DONE' }), /<response><status>DONE<\/status><\/response>/)
})

test('lists have items, classes are attributes, and odd names are keys', () => {
  const body = { values: [1, { '@class': 'list', a: true }], 'Order ID': 'x', xmlns: 1, '1': 2 }
  assert.match(
    toXml(body),
    /<response><entry key="1">2<\/entry><values><item>1<\/item><item class="list"><a>true<\/a><\/item><\/values><entry key="Order ID">x<\/entry><entry key="xmlns">1<\/entry><\/response>/,
  )
})

test('what XML has no way to write is never written', () => {
  assert.match(toXml({ a: '<&>"\u0001\ud800\r' }), /<a>&lt;&amp;&gt;&quot;\ufffd\ufffd&#13;<\/a>/)
})
