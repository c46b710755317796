// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workload/experiment.h"

#include <QWidget>

#include <vector>

class QLabel;
class QSlider;
class QVBoxLayout;

namespace streamscope::ui {

class ElidedLabel;

/// A slider with its label and value; linear or logarithmic. Whole numbers unless the range is smaller than that.
/// Double click on the value to type one.
class ParameterSlider : public QWidget
{
    Q_OBJECT

public:
    explicit ParameterSlider(const workload::Parameter& parameter, QWidget* parent);

    const workload::Parameter& parameter() const { return m_parameter; }
    void setParameter(const workload::Parameter& parameter);
    QSlider* slider() const { return m_slider; }

    /// "8.0 µs" for 8000 ns; "512".
    static QString valueText(double value, const std::string& unit);

signals:
    void moved(double value); ///< while the mouse holds it
    void settled(double value);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    double valueAt(int step) const;
    int stepOf(double value) const;
    void showValue();
    void typeValue();

    workload::Parameter m_parameter;
    ElidedLabel* m_label;
    QLabel* m_value;
    QSlider* m_slider;
};

/// The sliders of the parameters that matter.
class ParameterPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ParameterPanel(QWidget* parent = nullptr);

    void setParameters(const std::vector<workload::Parameter>& parameters);
    bool isEmpty() const { return m_sliders.empty(); }
    ParameterSlider* slider(const std::string& name) const;

signals:
    void valueChanged(const std::string& name, double value, bool settled);

private:
    QVBoxLayout* m_column;
    std::vector<ParameterSlider*> m_sliders;
};

} // namespace streamscope::ui
