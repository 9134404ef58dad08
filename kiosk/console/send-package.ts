import { readUploadAnswer, type UploadOutcome } from './view/upload.ts';

/** XMLHttpRequest, because fetch tells nothing of how much has been sent. `onSent`: 0..1. */
export function sendPackage(file: Blob, onSent: (part: number) => void): Promise<UploadOutcome> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onSent(total === 0 ? 0 : loaded / total);
    request.upload.onload = () => onSent(1);
    request.onload = () => resolve(readUploadAnswer(request.responseText));
    request.onerror = () => resolve({ ok: false, problem: null });
    request.onabort = () => resolve({ ok: false, problem: null });
    request.open('POST', '/console/avatars');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.send(file);
  });
}
