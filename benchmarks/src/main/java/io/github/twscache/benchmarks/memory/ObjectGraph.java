package io.github.twscache.benchmarks.memory;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;

import org.jspecify.annotations.Nullable;
import org.openjdk.jol.vm.VM;
import org.openjdk.jol.vm.VirtualMachine;

/**
 * Adds up the sizes of the objects that can be reached from one, as JOL gives them. Does
 * not go into what belongs to the JVM instead of the object: classes, class loaders,
 * threads, the common pool. JOL's own walk would, and find megabytes there.
 */
final class ObjectGraph {

	private static final List<Class<?>> FOREIGN = List.of(Class.class, ClassLoader.class, Module.class, Thread.class,
			ThreadGroup.class, ForkJoinPool.class);

	static {
		// Otherwise JOL attaches to this process, which JVMs refuse or warn of.
		System.setProperty("jol.skipDynamicAttach", "true");
		// Otherwise JOL finds no fields in records and lambdas.
		System.setProperty("jol.magicFieldOffset", "true");
	}

	private final VirtualMachine vm = VM.current();

	private final Set<Class<?>> leftOut;

	private final Map<Class<?>, Shape> shapes = new HashMap<>();

	private final Map<Class<?>, Long> bytes = new HashMap<>();

	private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

	private final Deque<Object> open = new ArrayDeque<>();

	private ObjectGraph(Set<Class<?>> leftOut) {
		this.leftOut = leftOut;
	}

	/**
	 * Adds up.
	 * @param root where to begin
	 * @param leftOut classes whose objects do not count
	 * @return the bytes of the objects by class
	 */
	static Map<Class<?>, Long> bytes(Object root, Set<Class<?>> leftOut) {
		ObjectGraph graph = new ObjectGraph(leftOut);
		graph.meet(root);
		while (!graph.open.isEmpty()) {
			graph.visit(graph.open.pop());
		}
		return graph.bytes;
	}

	private void meet(@Nullable Object object) {
		if (object != null && shape(object).counts() && this.seen.add(object)) {
			this.open.push(object);
		}
	}

	private void visit(Object object) {
		Shape shape = shape(object);
		// JOL takes long to tell the size of an object, and arrays alone differ in it.
		long size = object.getClass().isArray() ? this.vm.sizeOf(object) : shape.size();
		this.bytes.merge(object.getClass(), size, Long::sum);
		if (object instanceof Object[] array) {
			for (Object element : array) {
				meet(element);
			}
		}
		for (long offset : shape.references()) {
			meet(this.vm.getObject(object, offset));
		}
	}

	private Shape shape(Object object) {
		Shape known = this.shapes.get(object.getClass());
		if (known != null) {
			return known;
		}
		boolean counts = !this.leftOut.contains(object.getClass())
				&& FOREIGN.stream().noneMatch((type) -> type.isInstance(object));
		Shape shape = new Shape(counts, counts ? this.vm.sizeOf(object) : 0,
				counts ? references(object.getClass()) : new long[0]);
		this.shapes.put(object.getClass(), shape);
		return shape;
	}

	private long[] references(Class<?> type) {
		List<Field> fields = new ArrayList<>();
		for (Class<?> part = type; part != null; part = part.getSuperclass()) {
			for (Field field : part.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
					fields.add(field);
				}
			}
		}
		return fields.stream().mapToLong(this.vm::fieldOffset).toArray();
	}

	/**
	 * What the objects of a class have in common.
	 */
	@SuppressWarnings("ArrayRecordComponent")
	private record Shape(boolean counts, long size, long[] references) {
	}

}
