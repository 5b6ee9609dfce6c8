/** What a User-Agent header says of browser and platform: of the common ones, as far as it can be told. */
export interface Browser {
  readonly browser: string | null
  readonly browserVersion: string | null
  readonly platform: string | null
}

/** The first that fits: those that pretend to be another stand before it. */
const browsers: readonly (readonly [string, RegExp])[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\/([\d.]{1,20})/],
  ['Opera', /\b(?:OPR|Opera)\/([\d.]{1,20})/],
  ['Samsung Internet', /\bSamsungBrowser\/([\d.]{1,20})/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/([\d.]{1,20})/],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\/([\d.]{1,20})/],
  ['Safari', /\bVersion\/([\d.]{1,20}) (?:Mobile\/\w{1,20} )?Safari\//],
]
const platforms: readonly (readonly [string, RegExp])[] = [
  ['Android', /\bAndroid\b/],
  ['iOS', /\b(?:iPhone|iPad|iPod)\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMacintosh\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
]

export function readBrowser(userAgent: string): Browser {
  const text = userAgent.slice(0, 1000)
  const found = browsers.find(([, pattern]) => pattern.test(text))
  const platform = platforms.find(([, pattern]) => pattern.test(text))
  return {
    browser: found?.[0] ?? null,
    browserVersion: found?.[1].exec(text)?.[1] ?? null,
    platform: platform?.[0] ?? null,
  }
}
