#include <string>

#include "expect.h"

using namespace prodready;

namespace {

SettingsFile manifest(std::string_view text, std::string_view path = "k8s/app.yaml") {
  SettingsFile file;
  read_kubernetes(path, text, file);
  return file;
}

constexpr auto kText = ValueKind::text;
constexpr auto kReference = ValueKind::reference;
constexpr auto kPlain = SettingRole::plain;
constexpr auto kVariable = SettingRole::variable;
constexpr auto kCommand = SettingRole::command;
constexpr auto kImage = SettingRole::image;

}  // namespace

TEST_CASE("kubernetes: a deployment and what belongs to it") {
  const std::string text = R"(apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: prod
spec:
  replicas: 1
  template:
    spec:
      hostNetwork: true
      containers:
        - name: web
          image: shop/web:latest
          command: ["/bin/sh", "-c"]
          args:
            - serve --debug
          env:
            - name: DEBUG
              value: "true"
            - name: PASSWORD
              valueFrom:
                secretKeyRef:
                  name: db
                  key: password
            - name: NODE
              valueFrom: {fieldRef: {fieldPath: spec.nodeName}}
            - name: NOTHING
            - {name: URL, value: http://$(HOST)/}
          envFrom:
            - configMapRef:
                name: settings
            - prefix: X_
              secretRef: {name: keys}
          securityContext:
            privileged: true
      volumes:
        - name: root
          hostPath:
            path: /
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  labels: {environment: staging}
data:
  LOG_LEVEL: debug
  app.properties: |
    a=b
---
apiVersion: v1
kind: Secret
metadata: {name: keys}
stringData:
  password: hunter2
)";
  const SettingsFile file = manifest(text);
  CHECK(file.problem.empty());
  const std::string at = "spec.template.spec.containers.";
  const auto prod = Environment::production;
  check_settings(
      text, file,
      {
          {"kind", "Deployment", kText, kPlain, prod},
          {"metadata.name", "web", kText, kPlain, prod},
          {"metadata.namespace", "prod", kText, kPlain, prod},
          {"spec.replicas", "1", kText, kPlain, prod},
          {"spec.template.spec.hostNetwork", "true", kText, kPlain, prod},
          {at + "image", "shop/web:latest", kText, kImage, prod},
          {at + "command", "/bin/sh -c", kText, kCommand, prod, "/bin/sh\", \"-c"},
          {at + "args", "serve --debug", kText, kCommand, prod},
          {at + "env.DEBUG", "true", kText, kVariable, prod},
          {at + "env.PASSWORD", "secretKeyRef db/password", kReference, kVariable, prod, "db"},
          {at + "env.NODE", "fieldRef fieldPath spec.nodeName", kReference, kVariable, prod,
           "spec.nodeName"},
          {at + "env.NOTHING", "", ValueKind::none, kVariable, prod},
          {at + "env.URL", "http://$(HOST)/", kText, kVariable, prod},
          {at + "envFrom", "configMapRef settings", kReference, kPlain, prod, "settings"},
          {at + "envFrom", "secretRef keys", kReference, kPlain, prod, "keys"},
          {at + "securityContext.privileged", "true", kText, kPlain, prod},
          {"spec.template.spec.volumes.hostPath.path", "/", kText, kPlain, prod},
          {"data.LOG_LEVEL", "debug", kText, kVariable, Environment::staging},
          {"data.app.properties", "a=b\n", kText, kPlain, Environment::staging, "a=b"},
          {"stringData.password", "hunter2"},
      });
  CHECK(find_setting(file, "kind").part.reason == "namespace prod");
  CHECK(find_setting(file, "kind").document == 0);
  CHECK(find_setting(file, "data.LOG_LEVEL").document == 1);
  CHECK(find_setting(file, "stringData.password").document == 2);
  CHECK(find_setting(file, at + "env.DEBUG").group == find_setting(file, at + "env.URL").group);
  CHECK(find_setting(file, at + "name").group == find_setting(file, at + "image").group);
}

TEST_CASE("kubernetes: lists, kustomizations, JSON") {
  const std::string list = R"(kind: List
items:
- kind: Pod
  metadata: {namespace: dev}
  spec: {containers: [{image: a}]}
- kind: ConfigMap
  data: {A: "1"}
)";
  const SettingsFile file = manifest(list);
  check_settings(list, file,
                 {{"spec.containers.image", "a", kText, kImage, Environment::development},
                  {"data.A", "1", kText, kVariable}});
  CHECK(find_setting(file, "data.A").document == 1);

  const std::string kustomization = R"(namespace: staging
configMapGenerator:
- name: x
  literals: [DEBUG=true]
secretGenerator:
- literals:
  - PASSWORD="a=b"
)";
  check_settings(
      kustomization, manifest(kustomization),
      {{"configMapGenerator.literals.DEBUG", "true", kText, kVariable, Environment::staging},
       {"secretGenerator.literals.PASSWORD", "\"a=b\"", kText, kVariable, Environment::staging}});

  const std::string json = R"({"kind": "Pod", "spec": {"containers": [{"image": "a:1",
    "env": [{"name": "DEBUG", "value": "1"}]}]}})";
  check_settings(json, manifest(json, "pod.json"),
                 {{"spec.containers.image", "a:1", kText, kImage},
                  {"spec.containers.env.DEBUG", "1", kText, kVariable}});
}

TEST_CASE("kubernetes: a manifest that is a template is read line by line") {
  const std::string text =
      "kind: Deployment\n{{- if .Values.x }}\nspec:\n  replicas: 1\n{{- end }}\n";
  const SettingsFile file = manifest(text);
  CHECK(file.problem.empty());
  check_settings(text, file, {{"kind", "Deployment"}, {"spec.replicas", "1"}});
}

TEST_CASE("kubernetes: odd manifests") {
  for (std::string_view odd :
       {"kind: List\nitems: x\n", "kind: []\nmetadata: []\n", "metadata: {labels: x}\n",
        "env: [x, {}, {name: }, {value: 1}, {name: a, value: [1]}, {name: a, valueFrom: x}]\n",
        "envFrom: [x, {a: b}, {a: {name: [x]}}, []]\n", "kind: ConfigMap\ndata: [x]\n",
        "literals: [x]\ncommand: []\nargs: {a: b}\nimage:\n", "---\n---\n"}) {
    CAPTURE(odd);
    const SettingsFile file = manifest(odd);
    CHECK(file.problem.empty());
    for (const Setting& s : file.settings) CHECK(is_inside(odd, s.value_span));
  }
}
