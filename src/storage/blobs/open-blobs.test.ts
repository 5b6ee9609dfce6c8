import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openBlobs } from './open-blobs.ts'
import { parseS3Location } from './s3-location.ts'

const credentials = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'a-very-secret-thing' }
const endpoint = 'endpoint=http://127.0.0.1:9000'

describe('openBlobs', () => {
  const refusals: [what: string, location: string, message: RegExp][] = [
    ['no location', ' ', /No location/],
    ['another scheme', 'gs://bucket', /cannot be kept in gs:\/\//],
    ['a single slash', 's3:/bucket', /malformed: it is not a URL/],
    ['no bucket', `s3:///prefix?${endpoint}`, /bucket is not the name/],
    ['a bucket in capitals', `s3://Bucket?${endpoint}`, /bucket is not the name/],
    ['credentials in the URL', `s3://id:hush@bucket?${endpoint}`, /credentials belong in the environment/],
    ['a port after the bucket', `s3://bucket:9000?${endpoint}`, /a port/],
    [
      'a misspelt parameter',
      `s3://bucket?${endpoint}&pathstyle=true`,
      /no parameter of the name "pathstyle"/,
    ],
    ['a secret as a parameter', `s3://bucket?${endpoint}&secret=hush`, /no parameter of the name "secret"/],
    ['a strange prefix', `s3://bucket/a%20b?${endpoint}`, /prefix may have only/],
    ['an endpoint without a scheme', 's3://bucket?endpoint=127.0.0.1:9000', /endpoint is not an http/],
    ['an endpoint with credentials', 's3://bucket?endpoint=http://id:hush@host', /not in its endpoint/],
    ['an endpoint with a query', 's3://bucket?endpoint=http://host/%3Fa=hush', /no query/],
    ['a style that is neither', `s3://bucket?${endpoint}&pathStyle=yes`, /pathStyle is neither/],
    ['a time-out that is no number', `s3://bucket?${endpoint}&timeoutMs=15s`, /timeoutMs is not/],
    ['neither endpoint nor region', 's3://bucket', /needs a region/],
    ['a region that is a host', 's3://bucket?region=evil.example/', /region is not the name/],
  ]
  for (const [what, location, message] of refusals) {
    it(`refuses ${what} and repeats no secret`, () => {
      assert.throws(
        () => openBlobs(location, credentials),
        (error: Error) => {
          assert.match(error.message, message)
          assert.doesNotMatch(error.message, /hush|a-very-secret/)
          return true
        },
      )
    })
  }

  it('names the credential that is missing or spoilt, without its value', () => {
    const location = `s3://bucket?${endpoint}`
    assert.throws(() => openBlobs(location, {}), /variable AWS_ACCESS_KEY_ID\.$/)
    assert.throws(() => openBlobs(location, { AWS_ACCESS_KEY_ID: 'x' }), /variable AWS_SECRET_ACCESS_KEY\.$/)
    const spoilt = { ...credentials, AWS_SECRET_ACCESS_KEY: 'hush\n' }
    assert.throws(
      () => openBlobs(location, spoilt),
      /^Error: AWS_SECRET_ACCESS_KEY has white space or a character that no key has\.$/,
    )
  })

  it('describes the place without secrets', () => {
    const blobs = openBlobs(`s3://bucket/prefix/?${endpoint}&region=eu-north-1`, credentials)
    assert.equal(blobs.describe, 'The bucket s3://bucket/prefix/ at http://127.0.0.1:9000, region eu-north-1')
  })
})

describe('the URL of the bucket', () => {
  const urls: [location: string, url: string][] = [
    ['s3://bucket?region=eu-north-1', 'https://bucket.s3.eu-north-1.amazonaws.com'],
    ['s3://bucket?region=eu-north-1&pathStyle=true', 'https://s3.eu-north-1.amazonaws.com/bucket'],
    ['s3://with.dots?region=eu-north-1', 'https://s3.eu-north-1.amazonaws.com/with.dots'],
    ['s3://bucket?region=cn-north-1', 'https://bucket.s3.cn-north-1.amazonaws.com.cn'],
    ['s3://bucket?endpoint=https://minio.example/', 'https://minio.example/bucket'],
    ['s3://bucket?endpoint=https://minio.example:9000/s3', 'https://minio.example:9000/s3/bucket'],
    ['s3://bucket?endpoint=https://host.example&pathStyle=false', 'https://bucket.host.example'],
  ]
  for (const [location, url] of urls) {
    it(`of ${location} is ${url}`, () => assert.equal(parseS3Location(location, {}).bucketUrl, url))
  }

  it('takes endpoint and region from the environment when the location has none, else from the location', () => {
    const environment = { AWS_ENDPOINT_URL: 'http://from-environment', AWS_REGION: 'eu-west-1' }
    assert.equal(parseS3Location('s3://bucket', environment).bucketUrl, 'http://from-environment/bucket')
    assert.equal(parseS3Location('s3://bucket', environment).region, 'eu-west-1')
    const explicit = parseS3Location('s3://bucket?endpoint=http://mine&region=eu-north-1', environment)
    assert.equal(explicit.bucketUrl, 'http://mine/bucket')
    assert.equal(explicit.region, 'eu-north-1')
  })
})
