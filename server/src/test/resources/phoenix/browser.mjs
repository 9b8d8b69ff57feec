// What older clients expect of a browser and Node does not have.
globalThis.self = globalThis;
globalThis.XMLHttpRequest = class {
  open(method, url) { this.method = method; this.url = url; this.headers = {}; this.stop = new AbortController(); }
  setRequestHeader(name, value) { this.headers[name] = value; }
  abort() { this.stop.abort(); }
  send(body) {
    fetch(this.url, { method: this.method, headers: this.headers, body, signal: this.stop.signal })
      .then(async answer => {
        this.status = answer.status;
        this.responseText = await answer.text();
        this.readyState = 4;
        this.onload && this.onload();
        this.onreadystatechange && this.onreadystatechange();
      })
      .catch(e => this.onerror && this.onerror(e));
  }
};
