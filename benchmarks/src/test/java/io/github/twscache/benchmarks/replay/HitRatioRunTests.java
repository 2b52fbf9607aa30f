package io.github.twscache.benchmarks.replay;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.twscache.benchmarks.results.Measurement;
import io.github.twscache.benchmarks.results.ResultFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

class HitRatioRunTests {

	@TempDir
	private Path folder;

	@Test
	void workloadsAndTracesAreReplayed() throws IOException {
		writeTrace("lirs-cpp");
		writeTrace("mine");
		HitRatioRun.main(new String[] { "smoke", this.folder.toString(), this.folder.toString(), "mine:50",
				"loop-2:100", "uniform:512", "tws-without-l1" });
		List<Measurement> measurements = new ResultFile(this.folder.resolve("hit-ratio.json")).read();
		assertThat(measurements).allMatch((measured) -> measured.set().equals("hit-ratio"))
			.allMatch((measured) -> measured.unit().equals("percent"))
			.allMatch((measured) -> measured.value() > 0 || measured.scenario().startsWith("loop"));
		assertThat(measurements).extracting(Measurement::scenario)
			.contains("lirs-cpp:100", "mine:50", "loop-1.05:512", "loop-2:100")
			.doesNotContain("lirs-gli:1024");
		assertThat(measurements).filteredOn((measured) -> measured.scenario().equals("mine:50"))
			.extracting(Measurement::subject, Measurement::parameters)
			.containsExactly(row("tws", "trace", "1"), row("tws", "trace", "default"), row("caffeine", "trace", "-"),
					row("cache2k", "trace", "-"), row("guava", "trace", "-"),
					row("tws-without-l1", "trace", "default"));
		assertThat(measurements).filteredOn((measured) -> measured.scenario().equals("uniform:512"))
			.hasSize(6)
			.allMatch((measured) -> "synthetic".equals(measured.parameters().get("kind")));
	}

	@Test
	void wrongArgumentsAreExplained() {
		String out = this.folder.toString();
		assertThatIllegalArgumentException().isThrownBy(() -> HitRatioRun.main(new String[] { "smoke" }));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> HitRatioRun.main(new String[] { "smoke", out, out + "/none" }))
			.withMessageContaining("no folder of traces");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> HitRatioRun.main(new String[] { "smoke", out, "-", "mine:50" }))
			.withMessageContaining("'mine' is no workload");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> HitRatioRun.main(new String[] { "smoke", out, "-", "redis" }))
			.withMessageContaining("redis");
	}

	private static Tuple row(String subject, String kind, String shards) {
		return tuple(subject, Map.of("kind", kind, "shards", shards));
	}

	private void writeTrace(String name) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(4 * 2000).order(ByteOrder.LITTLE_ENDIAN);
		for (int i = 0; i < 2000; i++) {
			bytes.putInt(i % 60);
		}
		try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(TraceFile.of(this.folder, name).path()))) {
			out.write(bytes.array());
		}
	}

}
