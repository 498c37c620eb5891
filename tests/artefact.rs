//! The shipped module is WebAssembly 1.0 and nothing more: what WeChat runs on iOS is an interpreter
//! that knows little else.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::wildcard_enum_match_arm, reason = "most parts of a module do not matter here")]

use std::{collections::BTreeMap, fs};

use wasmparser::{
    CompositeInnerType, Export, ExternalKind, FuncType, MemoryType, Parser, Payload, TypeRef,
    ValType, Validator, WasmFeatures,
};

const MODULE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/pkg/miniprogram_dist/weapp_auth_bg.wasm");

/// What of a module these tests look at.
#[derive(Default)]
struct Module {
    types: Vec<FuncType>,
    /// The type of each function, imported ones first.
    functions: Vec<u32>,
    imported_functions: usize,
    tables: usize,
    memories: Vec<MemoryType>,
    exports: Vec<(String, ExternalKind, u32)>,
    other_imports: usize,
    custom_sections: Vec<String>,
    has_start: bool,
}

impl Module {
    fn read() -> (Self, Vec<u8>) {
        let bytes = fs::read(MODULE).expect("./build.sh makes pkg/");
        let mut module = Self::default();
        for payload in Parser::new(0).parse_all(&bytes) {
            module.take(payload.unwrap());
        }
        (module, bytes)
    }

    fn take(&mut self, payload: Payload<'_>) {
        match payload {
            Payload::TypeSection(section) => {
                for group in section {
                    for ty in group.unwrap().into_types() {
                        let CompositeInnerType::Func(ty) = ty.composite_type.inner else {
                            panic!("a type that is no function's: {ty:?}");
                        };
                        self.types.push(ty);
                    }
                }
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    match import.unwrap().ty {
                        TypeRef::Func(ty) => self.functions.push(ty),
                        _ => self.other_imports += 1,
                    }
                }
                self.imported_functions = self.functions.len();
            }
            Payload::FunctionSection(section) => {
                self.functions.extend(section.into_iter().map(Result::unwrap));
            }
            Payload::TableSection(section) => self.tables += section.count() as usize,
            Payload::MemorySection(section) => {
                self.memories.extend(section.into_iter().map(Result::unwrap));
            }
            Payload::ExportSection(section) => {
                self.exports.extend(
                    section
                        .into_iter()
                        .map(Result::unwrap)
                        .map(|Export { name, kind, index }| (name.to_owned(), kind, index)),
                );
            }
            Payload::StartSection { .. } => self.has_start = true,
            Payload::CustomSection(section) => self.custom_sections.push(section.name().into()),
            _ => {}
        }
    }

    fn exported_functions(&self) -> impl Iterator<Item = (&str, u32)> {
        self.exports
            .iter()
            .filter(|(_, kind, _)| *kind == ExternalKind::Func)
            .map(|(name, _, index)| (name.as_str(), *index))
    }
}

#[test]
fn it_validates_as_webassembly_1_0() {
    // Of what came later, this set has the import and export of mutable globals alone, and the
    // module has none: see below.
    let (_, bytes) = Module::read();
    Validator::new_with_features(WasmFeatures::WASM1).validate_all(&bytes).unwrap();
}

#[test]
fn it_has_one_table_and_one_memory_of_a_page() {
    let (module, _) = Module::read();
    assert_eq!(module.tables, 1);
    let [memory] = module.memories[..] else { panic!("{:?}", module.memories) };
    assert_eq!((memory.initial, memory.shared, memory.memory64), (1, false, false));
}

#[test]
fn it_imports_functions_alone_and_exports_functions_and_its_memory() {
    let (module, _) = Module::read();
    assert_eq!(module.other_imports, 0);
    for (name, kind, _) in &module.exports {
        let expected = if name == "memory" { ExternalKind::Memory } else { ExternalKind::Func };
        assert_eq!(*kind, expected, "{name}");
    }
    for name in [
        "chooseButton",
        "chooseNavigation",
        "core_handle",
        "findHeader",
        "inspectResponse",
        "normalizeHeader",
        "parseChallenges",
        "readAnswer",
        "release",
        "tradeVerdict",
    ] {
        assert!(module.exported_functions().any(|(other, _)| other == name), "{name}");
    }
}

#[test]
fn no_function_is_exported_under_more_than_three_names() {
    let (module, _) = Module::read();
    let mut names = BTreeMap::<u32, usize>::new();
    for (_, index) in module.exported_functions() {
        *names.entry(index).or_default() += 1;
    }
    assert!(names.values().all(|&names| names <= 3), "{names:?}");
}

#[test]
fn javascript_never_sees_a_64_bit_integer() {
    let (module, _) = Module::read();
    assert!(module.imported_functions > 0);
    let imported = 0..u32::try_from(module.imported_functions).unwrap();
    for index in imported.chain(module.exported_functions().map(|(_, index)| index)) {
        let ty = &module.types[module.functions[index as usize] as usize];
        assert!(!ty.params().contains(&ValType::I64), "{index}: {ty}");
        assert!(!ty.results().contains(&ValType::I64), "{index}: {ty}");
        assert!(ty.results().len() <= 1, "{index}: {ty}");
    }
}

#[test]
fn nothing_runs_before_it_is_called() {
    let (module, _) = Module::read();
    assert!(!module.has_start);
    assert!(module.exported_functions().all(|(name, _)| name != "__wbindgen_start"));
}

#[test]
fn it_says_nothing_of_the_machine_that_built_it() {
    let (module, bytes) = Module::read();
    assert_eq!(module.custom_sections, Vec::<String>::new());
    let text = String::from_utf8_lossy(&bytes);
    for trace in ["/home/", "/root/", "/Users/", "/tmp/", ".cargo", ".rustup", "registry", "index."]
    {
        assert!(!text.contains(trace), "{trace}");
    }
    assert!(!text.contains(env!("CARGO_MANIFEST_DIR")));
}
