"""The chat widget: TypeScript in `src/`, what the project serves in `dist/`."""
