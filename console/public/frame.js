// Shows HTML that somebody else wrote. The server serves this page in a sandbox, as of no origin, and lets no script run
// in it but this one; the markup is read into a document in which nothing runs, and then shown.
addEventListener('message', event => {
  if (event.source !== parent || typeof event.data !== 'string') return
  var read = new DOMParser().parseFromString(event.data, 'text/html')
  document.replaceChild(document.adoptNode(read.documentElement), document.documentElement)
  parent.postMessage({ height: document.documentElement.scrollHeight }, '*')
})
parent.postMessage('ready', '*')
