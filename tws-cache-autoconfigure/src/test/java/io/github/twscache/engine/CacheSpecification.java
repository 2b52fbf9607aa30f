package io.github.twscache.engine;

import java.util.HashMap;
import java.util.Map;

/**
 * What a cache does that neither evicts nor expires, one operation after another.
 */
public class CacheSpecification {

	private final Map<Integer, Integer> values = new HashMap<>();

	public Integer get(int key) {
		return this.values.get(key);
	}

	public Integer getSampled(int key) {
		return get(key);
	}

	public Integer load(int key, int value) {
		putIfAbsent(key, value);
		return get(key);
	}

	public void put(int key, int value) {
		this.values.put(key, value);
	}

	public Integer putIfAbsent(int key, int value) {
		return this.values.putIfAbsent(key, value);
	}

	public boolean invalidate(int key) {
		return this.values.remove(key) != null;
	}

	public long clear() {
		long cleared = size();
		this.values.clear();
		return cleared;
	}

	public long size() {
		return this.values.size();
	}

	public void addShard() {
	}

	public void removeShard() {
	}

}
