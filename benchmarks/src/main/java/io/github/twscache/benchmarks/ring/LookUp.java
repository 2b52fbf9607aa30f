package io.github.twscache.benchmarks.ring;

import java.util.ArrayList;
import java.util.List;

import io.github.twscache.engine.ConsistentHash;

/**
 * Times look-ups: how long one takes if it does not have to wait for the one before.
 */
final class LookUp {

	/*
	 * Each way has a loop of its own, so that its call is compiled as it would be in a
	 * program that has one way only. Rounds of the ways alternate, so that a noisy moment
	 * of the machine hits all. There are so many hashes that no branch predictor learns
	 * them by heart.
	 */

	/** The names of the ways, in the order of their samples. */
	static final List<String> WAYS = List.of("tws", "modulo", "treemap");

	private final int[] hashes;

	private final ConsistentHash ring;

	private final int shards;

	private final TreeMapRing treeMap;

	/** Keeps the compiler from dropping what nobody reads. */
	@SuppressWarnings("UnusedVariable")
	private volatile long sink;

	LookUp(int[] hashes, int shards) {
		this.hashes = hashes;
		this.shards = shards;
		this.ring = ConsistentHash.of(shards);
		this.treeMap = new TreeMapRing(shards);
	}

	/**
	 * Takes the time.
	 * @param warmUps the rounds that are not counted
	 * @param rounds the rounds that are, each over all hashes
	 * @return the nanoseconds a look-up of each round, for each way
	 */
	List<List<Double>> nanos(int warmUps, int rounds) {
		List<Runnable> ways = List.of(this::byRing, this::byModulo, this::byTreeMap);
		List<List<Double>> samples = new ArrayList<>();
		ways.forEach((way) -> samples.add(new ArrayList<>()));
		for (int round = 0; round < warmUps + rounds; round++) {
			for (int i = 0; i < ways.size(); i++) {
				long start = System.nanoTime();
				ways.get(i).run();
				long nanos = System.nanoTime() - start;
				if (round >= warmUps) {
					samples.get(i).add((double) nanos / this.hashes.length);
				}
			}
		}
		return samples;
	}

	private void byRing() {
		long sum = 0;
		for (int hash : this.hashes) {
			sum += this.ring.shardOf(hash);
		}
		this.sink = sum;
	}

	private void byModulo() {
		long sum = 0;
		for (int hash : this.hashes) {
			sum += Math.floorMod(hash, this.shards);
		}
		this.sink = sum;
	}

	private void byTreeMap() {
		long sum = 0;
		for (int hash : this.hashes) {
			sum += this.treeMap.shardOf(hash);
		}
		this.sink = sum;
	}

}
