package io.github.twscache.benchmarks.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TraceFileTests {

	@TempDir
	private Path folder;

	@Test
	void keysAreLittleEndianAndUnsigned() throws IOException {
		write(gzip(
				new byte[] { 1, 0, 0, 0, 0x0d, 0x0c, 0x0b, 0x0a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff }));
		assertThat(trace().requests()).containsExactly(1, 0x0a0b0c0d, -1);
	}

	@Test
	void missingFileIsNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> trace().requests())
			.withMessageContaining("There is no trace file")
			.withMessageContaining("some.u32.gz");
	}

	@Test
	void truncatedFileIsRefused() throws IOException {
		byte[] whole = gzip(new byte[4000]);
		for (int length : new int[] { 5, whole.length / 2, whole.length - 1 }) {
			write(Arrays.copyOf(whole, length));
			assertThatIllegalArgumentException().as("%d of %d bytes", length, whole.length)
				.isThrownBy(() -> trace().requests())
				.withMessageContaining("ends too early");
		}
	}

	@Test
	void fileThatIsNotGzipIsRefused() throws IOException {
		write(new byte[] { 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0 });
		assertThatIllegalArgumentException().isThrownBy(() -> trace().requests()).withMessageContaining("not gzip");
	}

	@Test
	void halfAKeyIsRefused() throws IOException {
		write(gzip(new byte[7]));
		assertThatIllegalArgumentException().isThrownBy(() -> trace().requests()).withMessageContaining("7 bytes");
	}

	@Test
	void noKeyAtAllIsRefused() throws IOException {
		write(gzip(new byte[0]));
		assertThatIllegalArgumentException().isThrownBy(() -> trace().requests()).withMessageContaining("0 bytes");
	}

	private TraceFile trace() {
		return TraceFile.of(this.folder, "some");
	}

	private void write(byte[] bytes) throws IOException {
		Files.write(trace().path(), bytes);
	}

	private static byte[] gzip(byte[] bytes) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(bytes);
		}
		return out.toByteArray();
	}

}
