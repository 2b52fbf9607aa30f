package io.github.twscache.benchmarks.replay;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of requests that were recorded somewhere: gzip of little-endian unsigned 32-bit
 * keys, one a request.
 *
 * @param path where it is
 */
public record TraceFile(Path path) {

	/** How the name of a file ends; before it comes the name of the trace. */
	public static final String SUFFIX = ".u32.gz";

	/**
	 * Gives the file of a trace.
	 * @param folder the folder of traces
	 * @param trace the name of the trace
	 * @return the file, which need not exist
	 */
	public static TraceFile of(Path folder, String trace) {
		return new TraceFile(folder.resolve(trace + SUFFIX));
	}

	/**
	 * Reads the file.
	 * @return the keys in order; one of 2^31 or more is negative
	 */
	public int[] requests() {
		byte[] bytes = bytes();
		if (bytes.length == 0 || bytes.length % Integer.BYTES != 0) {
			throw new IllegalArgumentException("Trace file " + this.path + " holds " + bytes.length
					+ " bytes, but keys of " + Integer.BYTES + " bytes each were expected");
		}
		int[] requests = new int[bytes.length / Integer.BYTES];
		ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(requests);
		return requests;
	}

	private byte[] bytes() {
		try (InputStream in = new GZIPInputStream(Files.newInputStream(this.path))) {
			return in.readAllBytes();
		}
		catch (NoSuchFileException ex) {
			throw new IllegalArgumentException("There is no trace file " + this.path, ex);
		}
		catch (EOFException ex) {
			throw new IllegalArgumentException("Trace file " + this.path + " ends too early", ex);
		}
		catch (ZipException ex) {
			throw new IllegalArgumentException("Trace file " + this.path + " is not gzip, or is damaged", ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Trace file " + this.path + " cannot be read", ex);
		}
	}

}
