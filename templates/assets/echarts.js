// What the site draws with ECharts, and nothing else of it.
import * as core from 'echarts/core';
import { ScatterChart } from 'echarts/charts';
import { GridComponent, TooltipComponent, AriaComponent } from 'echarts/components';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';

core.use([ScatterChart, GridComponent, TooltipComponent, AriaComponent, LabelLayout, SVGRenderer]);
window.echarts = { init: core.init };
