package io.github.twscache.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.twscache.benchmarks.report.Target.Bound;
import io.github.twscache.benchmarks.report.Target.Shape;

/**
 * What the project wants to reach, one claim a target.
 */
final class Targets {

	private static final Map<String, String> NAMES = Map.of("caffeine", "Caffeine", "cache2k", "cache2k", "hashmap",
			"ConcurrentHashMap");

	/** The constant of that name in the product's cleanup. */
	static final int ENTRIES_A_HOLD = 256;

	private final List<Target> targets = new ArrayList<>();

	private Targets() {
	}

	/**
	 * Gives all of them.
	 * @return the targets in the order of the page
	 */
	static List<Target> all() {
		Targets targets = new Targets();
		targets.throughput();
		targets.latencyAndLevel1();
		targets.hitRatio();
		targets.memoryAndCleanup();
		targets.baseline();
		targets.resize();
		targets.spring();
		return List.copyOf(targets.targets);
	}

	private void throughput() {
		for (int threads : new int[] { 2, 8 }) {
			faster("read-only hits", "read", threads, "caffeine", 6);
			faster("read-only hits", "read", threads, "cache2k", 3);
			faster("read-only hits", "read", threads, "hashmap", 0.5);
		}
		faster("75/25, each thread both", "mixed", 8, "caffeine", 3.5);
		faster("75/25, each thread both", "mixed", 8, "cache2k", 2);
		faster("75/25, 6 readers and 2 writers", "readers-writers", 8, "caffeine", 3.5);
		faster("75/25, 6 readers and 2 writers", "readers-writers", 8, "cache2k", 2);
		for (int threads : new int[] { 2, 8 }) {
			faster("overwrites", "overwrite", threads, "caffeine", 1.5);
			faster("overwrites", "overwrite", threads, "cache2k", 4);
		}
		for (int threads : new int[] { 2, 8 }) {
			faster("evicting puts", "evict", threads, "caffeine", 2);
		}
	}

	private void faster(String what, String scenario, int threads, String rival, double times) {
		Cell own = Cell.of("throughput", scenario, "tws", "threads", String.valueOf(threads), "statistics", "on");
		add(what + ", " + threads + " threads", Bound.AT_LEAST, times, Shape.TIMES, name(rival),
				Claim.ratio(own, own.by(rival)));
	}

	private void latencyAndLevel1() {
		Cell read = Cell.of("latency", "read", "tws", "percentile", "p99.9");
		for (String rival : List.of("caffeine", "cache2k")) {
			add("p99.9 of reads, 6 readers and 2 writers", Bound.AT_MOST, 1, Shape.TIMES, name(rival),
					Claim.ratio(read, read.by(rival)));
		}
		Cell zipf = Cell.of("level1", "zipf", "tws", "threads", "2");
		add("first level, Zipf keys", Bound.AT_LEAST, 1.2, Shape.TIMES, "without it",
				Claim.ratio(zipf, zipf.by("tws-without-l1")));
		Cell uniform = zipf.in("uniform");
		add("first level, uniform keys", Bound.AT_LEAST, 0.98, Shape.TIMES, "without it",
				Claim.ratio(uniform, uniform.by("tws-without-l1")));
	}

	private void hitRatio() {
		hitRatio("hit ratio of traces, one shard, mean", 1.2, new HitRatioClaim("trace", "1", true));
		hitRatio("hit ratio of traces, one shard, every cell", -1.5, new HitRatioClaim("trace", "1", false));
		hitRatio("hit ratio of traces, default shards, mean", 0.9, new HitRatioClaim("trace", "default", true));
		hitRatio("hit ratio of synthetic workloads, default shards, every cell", -1.5,
				new HitRatioClaim("synthetic", "default", false));
	}

	private void hitRatio(String what, double points, HitRatioClaim claim) {
		add(what, Bound.AT_LEAST, points, Shape.POINTS, "to Caffeine", claim);
	}

	private void memoryAndCleanup() {
		for (String entries : List.of("1000", "10000", "100000", "1000000")) {
			memory("JOL", "jol", entries);
		}
		memory("difference of heaps", "heap", "1000000");
		Cell part = Cell.of("cleanup", "expired", "tws", "stored", "1000000", "expired", "10000");
		add("cleanup, 1 % expired of 1,000,000", Bound.AT_MOST, 3, Shape.PERCENT, "of the baseline's time",
				Claim.share(part, part.by("baseline")));
		add("cleanup, entries a hold of a lock", Bound.AT_MOST, 256, Shape.COUNT, "",
				Claim.byConstruction(ENTRIES_A_HOLD, "by construction, held by `TimerWheelTests`"));
	}

	private void memory(String way, String scenario, String entries) {
		Cell own = Cell.of("memory", scenario, "tws", "entries", entries);
		String what = "memory of an entry, " + way + ", " + Amounts.number(Double.parseDouble(entries), 0) + " entries";
		add(what, Bound.AT_MOST, 70, Shape.BYTES, "", Claim.amount(own).beside(own.by("caffeine")));
	}

	private void baseline() {
		for (String scenario : List.of("get", "set", "mixed")) {
			for (String workers : List.of("50", "100")) {
				Cell own = Cell.of("baseline", scenario, "tws", "workers", workers, "figure", "throughput");
				add("baseline, " + scenario + ", throughput, " + workers + " workers", Bound.AT_LEAST, 5, Shape.TIMES,
						"baseline", Claim.ratio(own, own.by("baseline")));
			}
		}
		lower("P99", "p99", 80);
		lower("contention", "contention", 90);
		Cell cleanup = Cell.of("baseline", "cleanup", "baseline");
		add("baseline, cleanup of 100,000 entries half expired", Bound.AT_LEAST, 4, Shape.TIMES, "faster",
				Claim.ratio(cleanup, cleanup.by("tws")).beside(cleanup));
	}

	private void lower(String what, String figure, double percent) {
		for (String scenario : List.of("get", "set", "mixed")) {
			for (String workers : List.of("10", "50", "100")) {
				Cell own = Cell.of("baseline", scenario, "tws", "workers", workers, "figure", figure);
				add("baseline, " + scenario + ", " + what + ", " + workers + " workers", Bound.AT_LEAST, percent,
						Shape.PERCENT, "lower", Claim.percentLower(own, own.by("baseline")));
			}
		}
	}

	private void resize() {
		add("resize 8 to 16 under load, failed reads", Bound.AT_MOST, 0, Shape.COUNT, "",
				Claim.amount(Cell.of("resize", "failed-reads", "tws")));
		Cell during = Cell.of("resize", "read-p99.9", "tws", "phase", "resize");
		Cell calm = Cell.of("resize", "read-p99.9", "tws", "phase", "calm");
		add("resize 8 to 16 under load, p99.9 of reads", Bound.AT_MOST, 3, Shape.TIMES, "the calm one",
				Claim.ratio(during, calm));
		Cell moved = Cell.of("resize", "moved-share", "tws");
		add("resize 8 to 16 under load, share moved", Bound.AT_MOST, 10, Shape.PERCENT, "off the ideal",
				Claim.percentOff(moved, moved.by("ideal")));
	}

	private void spring() {
		for (String threads : List.of("1", "2")) {
			String suffix = threads.equals("1") ? ", 1 thread" : ", " + threads + " threads";
			spring("tws", threads, suffix);
			spring("tws-off", threads, ", single flight off" + suffix);
		}
	}

	private void spring(String manager, String threads, String suffix) {
		Cell hit = Cell.of("spring", "cacheable-hit", manager, "threads", threads);
		add("`@Cacheable` hit through the proxy" + suffix, Bound.AT_MOST, 1, Shape.TIMES, "Boot's Caffeine manager",
				Claim.ratio(hit, hit.by("caffeine")));
		// The cache and its adapter are the same below either interceptor.
		Cell cache = hit.by("tws");
		add("`@Cacheable` hit, share of the cache" + suffix, Bound.AT_MOST, 10, Shape.PERCENT, "of the call",
				Claim.share(cache.in("native-get"), hit));
		add("`@Cacheable` hit, share of the cache and its adapter" + suffix, Bound.AT_MOST, 10, Shape.PERCENT,
				"of the call", Claim.share(cache.in("cache-get"), hit));
	}

	private void add(String what, Bound bound, double limit, Shape shape, String against, Claim claim) {
		this.targets.add(new Target(what, bound, limit, shape, against, claim));
	}

	private static String name(String rival) {
		return NAMES.getOrDefault(rival, rival);
	}

}
