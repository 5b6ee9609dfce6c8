/** Headers of a CSV that is sent as a file; its name in any script (RFC 6266). */
export function attachment(name: string, charset = 'utf-8') {
  const plain = name.replaceAll(/[^A-Za-z0-9._ -]/g, '_')
  const whole = encodeURIComponent(name).replaceAll(/['()*]/g, each => `%${each.charCodeAt(0).toString(16)}`)
  return {
    'content-type': `text/csv; charset=${charset}; header=present`,
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${whole}`,
  }
}
