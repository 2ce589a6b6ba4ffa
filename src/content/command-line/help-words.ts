/** What `ws-101 --help` prints. */

export const HELP = `ws-101: how a WebSocket works, byte by byte

Usage
  ws-101 [options]                        serves the site with Live on this computer alone
  ws-101 decode FILE|- [options]          prints connections, frames and findings
  ws-101 convert FILE|- -o OUT [options]  writes one connection as pcapng, for Wireshark

FILE is anything that Decode reads: a capture (pcap or pcapng, also gzip), a HAR file, a log,
a dump or any other text with bytes, or the bytes themselves. “-” is the standard input.

Options of decode and convert
  --connection N      only connection N, counted from 1; without it, decode prints each WebSocket
  --keys FILE         a key log of TLS (SSLKEYLOGFILE), which opens what it encrypts
  --json              decode: a JSON document for each connection, one after another
  --md                decode: Markdown
  -o, --output OUT    convert: the file to write; “-” is the standard output

Options of the server
  --to URL            adds a target for Live, such as wss://host/path; can be repeated
  --tap NAME          offers a WebSocket at /tap/NAME to other programs; can be repeated
  --origin MODE       the Origin that targets see: target, keep or none
  --allow-origin URL  a site whose pages may use taps; can be repeated
  --watch URL         starts a new browser with a page, and shows its WebSockets, also over TLS
  --port N            the first port to try; without it, 4173

Other options
  -h, --help          prints this
  --version           prints the version

Examples
  ws-101 decode capture.pcapng
  ws-101 decode capture.pcapng --keys keylog.txt --connection 2
  ws-101 decode session.har --json
  echo '81 05 48 65 6c 6c 6f' | ws-101 decode -
  ws-101 convert log.txt -o out.pcapng
  ws-101 --to wss://example.com/chat
  ws-101 --watch https://example.com/

Exit codes
  0  no MUST is certainly broken, or the file was written
  1  a MUST is broken
  2  nothing could be read, or the command can’t be understood
`;
