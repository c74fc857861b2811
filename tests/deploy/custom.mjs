// Reads custom resources as a JSON list, and answers with a list: null, or what is wrong with each.
import { readFileSync } from "node:fs";
import * as autoscaler from "@kubernetes-models/autoscaler/autoscaling.k8s.io/v1";
import * as gateway from "@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1";
import * as keda from "@kubernetes-models/keda/keda.sh/v1alpha1";
import * as monitoring from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1";

const models = { ...keda, ...autoscaler, ...gateway, ...monitoring };
const answers = JSON.parse(readFileSync(0, "utf8")).map((object) => {
  const Model = models[object.kind];
  if (!Model) return `no validator for ${object.apiVersion} ${object.kind}`;
  try {
    new Model(object).validate();
    return null;
  } catch (error) {
    return String(error);
  }
});
process.stdout.write(JSON.stringify(answers));
