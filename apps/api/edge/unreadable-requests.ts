import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionError } from 'fastify';
import { problemOf } from './problems.js';

interface Said {
  readonly status: number;
  readonly sentence: string;
}

function saidOf({ code }: ConnectionError): Said {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return {
        status: 431,
        sentence:
          'Địa chỉ cùng các tiêu đề của yêu cầu dài quá 16 KB. Hãy rút ngắn: bớt điều kiện lọc, hoặc chia thành nhiều lần.',
      };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return {
        status: 408,
        sentence:
          'Yêu cầu gửi lên quá chậm, chưa nhận được hết và không có gì bị thay đổi. Hãy kiểm tra đường truyền rồi gửi lại.',
      };
    default:
      return {
        status: 400,
        sentence: 'Yêu cầu không đúng dạng HTTP, không có gì bị thay đổi. Hãy kiểm tra chương trình gửi.',
      };
  }
}

/**
 * Answers what could not be read as a request, which no route, hook or filter ever sees, in the form of every other
 * problem, and ends the connection.
 */
export function answerUnreadable(error: ConnectionError, socket: Socket): void {
  // Whoever sent it has gone.
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const { status, sentence } = saidOf(error);
  const body = JSON.stringify({ ...problemOf('INPUT.INVALID', sentence), status });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
