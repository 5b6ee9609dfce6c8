// Before anything is drawn, or the page would flash: light or dark, as chosen here or by the system.
;(() => {
  var chosen
  try {
    chosen = localStorage.getItem('mantine-color-scheme-value')
  } catch (_) {}
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
