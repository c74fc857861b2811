//! One question's model: a head on the network. Its answer from any layers is the prior and those
//! layers' sums, added, divided by a temperature and made a distribution: one run of the network
//! tells what all layers say together and what each says alone.

use std::path::Path;

use super::calibration::Calibrations;
use super::known_stacks::Novelty;
use super::manifest::{Manifest, ManifestError};
use super::network::Sums;
use super::scores::{Distribution, QuestionScores};
use crate::features::{GroupSpan, Schema};
use fingerprint_signals::labels::{Layer, Question};

/// A loaded head.
pub struct Model {
    /// What training wrote of it.
    pub manifest: Manifest,
    calibrations: Calibrations,
    /// The prior as a distribution: where doubt goes.
    prior: Vec<f32>,
    label_indexes: Vec<usize>,
    label_space: usize,
    /// A bit for each group that is heard here.
    heard: u64,
    /// By the index of the network's part: a bit for each of its groups, and the layer they read.
    parts: Vec<(u64, Option<Layer>)>,
}

impl Model {
    /// Reads one version's manifest and holds it to the schema.
    pub fn load(
        folder: &Path,
        question: Question,
        version: &str,
        schema: &Schema,
    ) -> Result<Self, ManifestError> {
        let manifest = Manifest::read(folder, question, version, &schema.id)?;
        let (label_indexes, label_space) = manifest.label_indexes()?;
        let mask = |chosen: &dyn Fn(&GroupSpan) -> bool| -> u64 {
            let groups = schema.groups.iter().enumerate();
            groups.filter(|(_, group)| chosen(group)).fold(0, |mask, (index, _)| mask | 1 << index)
        };
        let parts = schema.parts().map(|part| {
            let own = |group: &GroupSpan| part.iter().any(|member| member.name == group.name);
            (mask(&own), part.first().and_then(|group| group.layer))
        });
        let names: Vec<&str> = schema.groups.iter().map(|group| group.name).collect();
        Ok(Self {
            calibrations: Calibrations::new(&manifest.calibration, &names),
            prior: softmax(manifest.prior.clone()),
            label_indexes,
            label_space,
            heard: mask(&|group| !manifest.silent.iter().any(|name| *name == group.name)),
            parts: parts.collect(),
            manifest,
        })
    }

    /// The answer from one row's sums: for all groups present and for each layer alone.
    pub fn answer(&self, sums: &Sums, novelty: Novelty) -> QuestionScores {
        let everything = sums.present & self.heard;
        let mut layers: Vec<(Layer, Distribution)> = Vec::with_capacity(self.parts.len());
        for (groups, layer) in &self.parts {
            if let Some(layer) = layer.filter(|_| groups & everything != 0) {
                layers.push((layer, self.distribution(sums, groups & everything, novelty)));
            }
        }
        let within_one = self.parts.iter().any(|(groups, _)| everything & !groups == 0);
        let all = match layers.as_slice() {
            [(_, only)] if within_one => only.clone(),
            _ => self.distribution(sums, everything, novelty),
        };
        let combination = self.manifest.combination;
        QuestionScores { question: self.manifest.question, all, layers, combination }
    }

    /// From these groups, which are all that is present of their parts.
    fn distribution(&self, sums: &Sums, groups: u64, novelty: Novelty) -> Distribution {
        let calibration = self.calibrations.for_groups(groups, novelty);
        let (first, count) = (self.manifest.first_output, self.manifest.labels.len());
        let mut total = self.manifest.prior.clone();
        for (_, part) in
            self.parts.iter().zip(&sums.parts).filter(|((own, _), _)| own & groups != 0)
        {
            let own = part.get(first..first + count).unwrap_or_default();
            for (sum, part) in total.iter_mut().zip(own) {
                *sum += part;
            }
        }
        for sum in &mut total {
            *sum /= calibration.temperature;
        }
        let mut probabilities = vec![0.0; self.label_space];
        for ((sure, prior), index) in
            softmax(total).iter().zip(&self.prior).zip(&self.label_indexes)
        {
            if let Some(probability) = probabilities.get_mut(*index) {
                *probability = sure * (1.0 - calibration.doubt) + prior * calibration.doubt;
            }
        }
        Distribution { probabilities, thresholds: calibration.conformal.clone() }
    }
}

fn softmax(mut sums: Vec<f32>) -> Vec<f32> {
    let top = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    for sum in &mut sums {
        *sum = (*sum - top).exp();
    }
    let total: f32 = sums.iter().sum();
    for sum in &mut sums {
        *sum /= total;
    }
    sums
}
