import { readFile, readdir, writeFile } from "node:fs/promises";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

export const out = "../wwwroot";

/** Writes the compressed twins of the files whose name is wanted. */
export async function compress(wanted) {
  for (const name of (await readdir(out)).filter(wanted)) {
    const bytes = await readFile(`${out}/${name}`);
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } };
    await writeFile(`${out}/${name}.br`, brotliCompressSync(bytes, quality));
    await writeFile(`${out}/${name}.gz`, gzipSync(bytes, { level: 9 }));
  }
}
