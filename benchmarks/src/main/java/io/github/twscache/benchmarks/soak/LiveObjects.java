package io.github.twscache.benchmarks.soak;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The objects of the heap by class, after a collection, as the JVM's own histogram has
 * them. No API of the product tells how many key locks and records of loads there are.
 *
 * @param counts how many objects a class has, by its full name
 */
record LiveObjects(Map<String, Long> counts) {

	private static final Pattern LINE = Pattern.compile("^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(\\S+)", Pattern.MULTILINE);

	LiveObjects {
		counts = Map.copyOf(counts);
	}

	/** Collects garbage and counts. */
	static LiveObjects now() {
		try {
			Object text = ManagementFactory.getPlatformMBeanServer()
				.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
						new Object[] { new String[0] }, new String[] { String[].class.getName() });
			return parse(String.valueOf(text));
		}
		catch (JMException ex) {
			throw new IllegalStateException("This JVM gives no histogram of its heap", ex);
		}
	}

	/** Reads what {@code jcmd GC.class_histogram} prints. */
	static LiveObjects parse(String histogram) {
		Map<String, Long> counts = new HashMap<>();
		Matcher line = LINE.matcher(histogram);
		while (line.find()) {
			counts.merge(line.group(2), Long.valueOf(line.group(1)), Long::sum);
		}
		if (counts.isEmpty()) {
			throw new IllegalArgumentException("No histogram: " + histogram);
		}
		return new LiveObjects(counts);
	}

	long count(String className) {
		return this.counts.getOrDefault(className, 0L);
	}

	/** Counts the objects of a class that have come since, or 0 if they are fewer now. */
	long more(LiveObjects before, String className) {
		return Math.max(0, count(className) - before.count(className));
	}

}
