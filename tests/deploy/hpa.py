"""The algorithm of the HorizontalPodAutoscaler, for a manifest as it is shipped.

After kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale ("Algorithm details",
"Configurable scaling behavior"): a ratio within the tolerance asks for nothing, the metric that asks for
most wins, the stabilisation windows look back over what was asked for, and the policies bound how far
a period may go.
"""

import math

from service import quantity

TOLERANCE = 0.1
SYNC_SECONDS = 15


class Autoscaler:
    def __init__(self, manifest, replicas):
        spec = manifest["spec"]
        self.least, self.most = spec["minReplicas"], spec["maxReplicas"]
        self.metrics = spec["metrics"]
        self.behavior = spec["behavior"]
        self.replicas = replicas
        self.asked = []
        self.changes = []

    def wanted(self, usage):
        """What the metrics ask for: `usage` maps a metric's name to its value a pod, and for CPU and
        memory to the share of the request."""
        wishes = []
        for metric in self.metrics:
            if metric["type"] == "Resource":
                name, target = (
                    metric["resource"]["name"],
                    metric["resource"]["target"]["averageUtilization"],
                )
            else:
                name, target = (
                    metric["pods"]["metric"]["name"],
                    quantity(metric["pods"]["target"]["averageValue"]),
                )
            ratio = usage[name] / target
            wishes.append(
                self.replicas if abs(ratio - 1) <= TOLERANCE else math.ceil(self.replicas * ratio)
            )
        return min(max(max(wishes), self.least), self.most)

    def _stabilised(self, now, wish):
        up, down = self.behavior["scaleUp"], self.behavior["scaleDown"]
        # What ran when it all began was asked for, too.
        if not self.asked:
            self.asked.append((now, self.replicas))
        self.asked.append((now, wish))

        def within(side):
            return [one for at, one in self.asked if at > now - side["stabilizationWindowSeconds"]]

        lowest, highest = min([wish, *within(up)]), max([wish, *within(down)])
        if lowest > self.replicas:
            return lowest
        return highest if highest < self.replicas else self.replicas

    def _bound(self, now, side, sign):
        bounds = []
        for policy in side["policies"]:
            recent = sum(
                change for at, change in self.changes if at > now - policy["periodSeconds"]
            )
            start = self.replicas - recent
            if policy["type"] == "Pods":
                bounds.append(start + sign * policy["value"])
            else:
                exact = start * (1 + sign * policy["value"] / 100)
                bounds.append(math.ceil(exact) if sign > 0 else math.floor(exact))
        # "Max" is the policy that allows the larger change.
        farthest = (side.get("selectPolicy", "Max") == "Max") == (sign > 0)
        return max(bounds) if farthest else min(bounds)

    def step(self, now, usage):
        new = self._stabilised(now, self.wanted(usage))
        if new > self.replicas:
            new = max(self.replicas, min(new, self._bound(now, self.behavior["scaleUp"], 1)))
        elif new < self.replicas:
            new = min(self.replicas, max(new, self._bound(now, self.behavior["scaleDown"], -1)))
        new = min(max(new, self.least), self.most)
        if new != self.replicas:
            self.changes.append((now, new - self.replicas))
            self.replicas = new
        return self.replicas

    def run(self, seconds, load, start=0):
        """Steps through time under a total load of requests a second; what ran at each step."""
        trace = []
        for now in range(start, start + seconds + 1, SYNC_SECONDS):
            usage = {"cpu": 20, "memory": 20, "http_requests_per_second": load / self.replicas}
            trace.append((now, self.step(now, usage)))
        return trace
