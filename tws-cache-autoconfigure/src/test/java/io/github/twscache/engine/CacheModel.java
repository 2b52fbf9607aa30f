package io.github.twscache.engine;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * The operations that all models of a cache have, on few keys. Models are public, and so
 * are their constructors, because Lincheck makes and calls them from its own packages.
 */
@Param(name = "key", gen = IntGen.class, conf = "1:2")
@Param(name = "value", gen = IntGen.class, conf = "1:2")
public abstract class CacheModel {

	final ModelStore cache;

	CacheModel(ModelStore cache) {
		this.cache = cache;
	}

	@Operation
	public Integer get(@Param(name = "key") int key) {
		return this.cache.get(key);
	}

	@Operation
	public void put(@Param(name = "key") int key, @Param(name = "value") int value) {
		this.cache.put(key, value);
	}

	@Operation
	public Integer putIfAbsent(@Param(name = "key") int key, @Param(name = "value") int value) {
		return this.cache.putIfAbsent(key, value);
	}

	@Operation
	public boolean invalidate(@Param(name = "key") int key) {
		return this.cache.invalidate(key);
	}

}
