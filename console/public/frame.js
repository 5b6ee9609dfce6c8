// Shows HTML that somebody else wrote. The server serves this page in a sandbox, as of no origin, and lets no script run
// in it but this one; the markup is read into a document in which nothing runs, and then shown. No link of it leads.
var width = innerWidth
function tellHeight() {
  var { documentElement: root, body } = document
  var height = Math.max(root.offsetHeight, body ? body.offsetHeight : 0, body ? body.scrollHeight : 0)
  parent.postMessage({ height }, '*')
}
addEventListener('message', event => {
  if (event.source !== parent || typeof event.data !== 'string') return
  var read = new DOMParser().parseFromString(event.data, 'text/html')
  document.replaceChild(document.adoptNode(read.documentElement), document.documentElement)
  tellHeight()
})
// Not when it became higher: what is as high as its window would grow without end.
addEventListener('resize', () => {
  if (innerWidth === width) return
  width = innerWidth
  tellHeight()
})
// Of pictures, which the window is not told of.
document.addEventListener('load', tellHeight, true)
addEventListener('click', event => event.preventDefault(), true)
parent.postMessage('ready', '*')
